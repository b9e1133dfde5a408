using System.Globalization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The limits of a track, beside what it has spent: the shape of <c>slop limits --json</c>.</summary>
/// <param name="Id">The track.</param>
/// <param name="MaxWorkers">Tickets at work at once.</param>
/// <param name="Budget">Its caps.</param>
/// <param name="Usd">US dollars spent.</param>
/// <param name="Tokens">Tokens spent.</param>
internal sealed record TrackLimits(string Id, int MaxWorkers, Budget Budget, decimal Usd, long Tokens)
{
    public static TrackLimits From(TrackSnapshot track)
    {
        var spent = TrackBill.Sum(track);
        return new(track.Id, track.MaxWorkers, track.Budget ?? new(), spent.Usd, spent.Tokens);
    }

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {SafeText.Line(Id)}
          --max-workers  {MaxWorkers}
          --usd          {(Budget.Usd is { } usd ? Format.Usd(usd) : "no limit")}, spent {Format.Usd(Usd)}
          --tokens       {(Budget.Tokens is { } tokens ? Format.Count(tokens) : "no limit")}, spent {Format.Count(Tokens)}
          --minutes      {(Budget.Minutes is { } minutes ? minutes.ToString(CultureInfo.InvariantCulture) : "no limit")}
        """);
}
