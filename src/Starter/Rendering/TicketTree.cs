using System.Globalization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Tickets under what they waited for: each is shown once, under its last dependency, with the others named.</summary>
internal static class TicketTree
{
    /// <summary>A larger tree cannot be read any more, and drawing is recursive.</summary>
    private const int MaxTickets = 200;

    /// <summary>A longer chain continues at this depth and stays on the screen; each of its tickets says what it is after.</summary>
    private const int MaxDepth = 8;

    private const int MaxReasonWidth = 100;

    /// <param name="graph">The file's tickets; empty where it is not known: then all are at the top.</param>
    public static IRenderable Render(TrackSnapshot track, IReadOnlyList<Ticket> graph)
    {
        var tree = new Tree(new Text(SafeText.Line(track.Title.Length > 0 ? track.Title : track.Id, 80), StatusStyle.For(track.Status)));
        var shown = track.Tickets.Count <= MaxTickets
            ? track.Tickets
            : [.. track.Tickets.OrderBy(t => StatusStyle.Rank(t.Status)).Take(MaxTickets)];
        var dependencies = shown.Count == track.Tickets.Count
            ? graph.ToDictionary(t => t.Id, t => t.DependsOn, StringComparer.Ordinal)
            : [];
        AddTickets(tree, shown, dependencies, commits: track.Branch is not null);
        if (track.TicketCount > shown.Count)
        {
            tree.AddNode(new Text($"… and {track.TicketCount - shown.Count} more", Color.Grey));
        }

        return tree;
    }

    private static void AddTickets(
        Tree tree,
        IReadOnlyList<TicketSnapshot> tickets,
        Dictionary<string, IReadOnlyList<string>> dependencies,
        bool commits)
    {
        var nodes = new Dictionary<string, (TreeNode? Parent, TreeNode Node, int Depth)>(StringComparer.Ordinal);
        var waiting = new Queue<TicketSnapshot>(tickets);
        // A ticket can be written before what it depends on: it goes to the end of the queue until that has been added.
        for (var requeued = 0; waiting.TryDequeue(out var ticket);)
        {
            var after = dependencies.GetValueOrDefault(ticket.Id) ?? [];
            if (requeued <= waiting.Count && after.Any(d => !nodes.ContainsKey(d)))
            {
                waiting.Enqueue(ticket);
                requeued++;
                continue;
            }

            requeued = 0;
            var (parent, depth, waitedFor) = after.Count > 0 && nodes.TryGetValue(after[^1], out var last)
                ? last.Depth < MaxDepth
                    ? (last.Node, last.Depth + 1, Others("also after", after.SkipLast(1)))
                    : (last.Parent, last.Depth, Others("after", after))
                : (null, 1, Others("after", after));
            var label = Label(ticket, waitedFor, commits);
            nodes[ticket.Id] = (parent, parent is null ? tree.AddNode(label) : parent.AddNode(label), depth);
        }
    }

    private static string Others(string word, IEnumerable<string> tickets) =>
        string.Join(", ", tickets.Select(t => SafeText.Line(t))) is { Length: > 0 } names ? $"{word} {names}" : "";

    private static Paragraph Label(TicketSnapshot ticket, string waitedFor, bool commits)
    {
        var label = new Paragraph().Append($"{StatusStyle.Sign(ticket.Status)} {SafeText.Line(ticket.Id)}", StatusStyle.For(ticket.Status));
        string[] parts =
        [
            Format.Word(ticket.Status),
            ticket.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {ticket.Attempt}") : "",
            SafeText.Line(ticket.Model),
            ticket.Usage.Sum(u => u.Usage.Usd) is > 0 and var usd ? Format.Usd(usd) : "",
            Format.Hash(ticket.Commit),
            commits && ticket is { Status: TicketStatus.Completed, Commit: null } ? "no change" : "",
            ticket.Status == TicketStatus.Completed ? $"{ticket.Changes}" : "",
            waitedFor,
            ticket.Status is TicketStatus.Blocked or TicketStatus.Cancelled || ticket.Commit is null
                ? SafeText.Line(ticket.Retrying ?? Doing(ticket) ?? ticket.Reason, MaxReasonWidth)
                : "",
        ];
        return label.Append("  " + string.Join("  ", parts.Where(p => p.Length > 0)));
    }

    // While one is at work, what it does says more than what came of the step before.
    private static string? Doing(TicketSnapshot ticket) =>
        ticket.Status == TicketStatus.InProgress ? ticket.DescribeDoing() : ticket.Waits;
}
