using System.Globalization;

namespace SlopTemporal.Starter;

/// <summary>Tickets and attempts that the journal does not have.</summary>
internal sealed partial class CliError
{
    private const int MaxNames = 10;

    public static CliError NoSuchTicket(string track, string ticket, IReadOnlyList<string> known) => new(
        "no_such_ticket",
        $"the track {track} has no ticket {ticket}",
        known.Count == 0 ? "none of its tickets has begun" : $"it has {ListNames(known)}",
        ExitCode.BadInput);

    public static CliError NoSuchAttempt(string ticket, int attempt, IReadOnlyList<int> known) => new(
        "no_such_attempt",
        string.Create(CultureInfo.InvariantCulture, $"the ticket {ticket} has no attempt {attempt}"),
        known.Count == 0 ? "it has not begun" : string.Create(CultureInfo.InvariantCulture, $"attempts so far: {known[0]} to {known[^1]}"),
        ExitCode.BadInput);

    private static string ListNames(IReadOnlyList<string> known) =>
        string.Join(", ", known.Take(MaxNames))
        + (known.Count > MaxNames ? string.Create(CultureInfo.InvariantCulture, $" and {known.Count - MaxNames} more") : "");
}
