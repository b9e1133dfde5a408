using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Gates;

/// <summary>The gates of a running track.</summary>
internal sealed class OpenGates(LiveHome home, string track)
{
    /// <summary>The named gate, else the only one that is open.</summary>
    /// <exception cref="CliError">There is none, or more than one.</exception>
    public async Task<Gate> FindAsync(string? named, CancellationToken cancellationToken)
    {
        var open = await AllAsync(cancellationToken);
        var meant = open.Where(g => named is null || g.Id == named).ToList();
        return meant is [var gate] ? gate : throw CliError.NoGate(track, named, [.. open.Select(g => g.Id)]);
    }

    /// <summary>A decision as a track takes it: signal and input.</summary>
    public static (string Signal, object Input) Request(Decision decision)
    {
        // Which of both it is, is the signal's name.
        var input = JsonSerializer.SerializeToNode(decision, SlopJson.Options)!.AsObject();
        input.Remove("approve");
        return (decision.Approve ? "approve" : "reject", input);
    }

    private async Task<IReadOnlyList<Gate>> AllAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await home.Tracks.SnapshotAsync(track, cancellationToken)).Gates;
        }
        catch (Exception e) when (TrackClient.NoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            throw CliError.WorkerSilent(track);
        }
    }
}
