using System.Globalization;

namespace SlopTemporal.Starter;

/// <summary>What the journal does not have.</summary>
internal sealed partial class CliError
{
    private const int MostNamed = 10;

    public static CliError NoSuchTicket(string track, string ticket, IReadOnlyList<string> known) => new(
        "no_such_ticket",
        $"the track {track} has no ticket {ticket}",
        known.Count == 0 ? "none of its tickets has begun" : $"it has {Named(known)}",
        ExitCode.BadInput);

    public static CliError NoSuchAttempt(string ticket, int attempt, IReadOnlyList<int> known) => new(
        "no_such_attempt",
        string.Create(CultureInfo.InvariantCulture, $"the ticket {ticket} has no attempt {attempt}"),
        known.Count == 0 ? "it has not begun" : string.Create(CultureInfo.InvariantCulture, $"attempts so far: {known[0]} to {known[^1]}"),
        ExitCode.BadInput);

    private static string Named(IReadOnlyList<string> known) =>
        string.Join(", ", known.Take(MostNamed)) + (known.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {known.Count - MostNamed} more") : "");
}
