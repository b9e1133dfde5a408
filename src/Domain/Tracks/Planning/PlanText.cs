using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.Domain.Tracks.Planning;

/// <summary>A planned track as a person reads it before it starts.</summary>
public static class PlanText
{
    /// <summary>Characters of the approach that are shown; the transcript has all of it.</summary>
    private const int ApproachLength = 6_000;

    private const string ApproachTitle = "Approach";

    /// <summary>One line: how many tickets, in how many waves, what checks them.</summary>
    public static string Subject(Track track)
    {
        var waves = TicketGraph.From(track.Tickets).Waves.Count;
        var verify = track.Verify.Count == 0 ? "none for the whole track" : string.Join("; ", track.Verify);
        return Preview.Line($"start {Count(track.Tickets.Count, "ticket")} in {Count(waves, "wave")}, verify: {verify}");
    }

    /// <summary>The approach, the tickets as a tree and one by one, and every command that will run.</summary>
    public static string Detail(Track track, string approach) => new PromptText()
        .Section(ApproachTitle, Preview.HeadAndTail(WithoutTitle(approach.Trim()), ApproachLength))
        .Section("Tickets", TrackDrawing.Text(track))
        .Section("Commands that will run", string.Join('\n', CommandLines(track)))
        .Section("One by one", string.Join("\n\n", track.Tickets.Select(Ticket)))
        .ToString();

    // Models like to begin with it, and it is said already.
    private static string WithoutTitle(string approach)
    {
        var lines = approach.Split('\n', 2);
        return lines[0].Trim().Trim('#', ' ', ':', '*').Equals(ApproachTitle, StringComparison.OrdinalIgnoreCase)
            ? lines.ElementAtOrDefault(1)?.TrimStart() ?? ""
            : approach;
    }

    private static string Ticket(Ticket ticket)
    {
        string?[] parts =
        [
            $"## {ticket.Id}{(ticket.DependsOn.Count == 0 ? "" : $" (after {string.Join(", ", ticket.DependsOn)})")}",
            ticket.Description.Trim(),
            Lines("Acceptance", ticket.Acceptance),
            ticket.TargetFile is { } target ? $"Target: {target}" : null,
            ticket.Touches.Count == 0 ? null : $"Touches: {string.Join(", ", ticket.Touches)}",
            ticket.ContextRequirements.Count == 0 ? null : $"Reads first: {string.Join(", ", ticket.ContextRequirements)}",
            Lines("Verify", ticket.Verify),
        ];
        return string.Join('\n', parts.OfType<string>());
    }

    private static IEnumerable<string> CommandLines(Track track) =>
    [
        .. track.Setup.Select(command => $"setup   {command}"),
        .. track.Verify.Select(command => $"verify  {command}"),
        .. track.Tickets.SelectMany(ticket => ticket.Verify.Select(command => $"verify  {command}  ({ticket.Id} only)")),
    ];

    private static string? Lines(string title, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? null : $"{title}:\n{PromptText.Bullets(lines)}";

    private static string Count(int number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");
}
