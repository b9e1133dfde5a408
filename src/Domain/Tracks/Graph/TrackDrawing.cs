using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>Draws a valid track: who waits for whom.</summary>
public static class TrackDrawing
{
    /// <summary>Dependencies of a ticket that are named; further ones are counted.</summary>
    private const int MaxNamed = 6;

    private const int MaxColumnWidth = 40;

    /// <summary>Waves in columns: ticket, what it waits for, the first line of its description. Ends without a line break.</summary>
    public static string Text(Track track)
    {
        var graph = TicketGraph.From(track.Tickets);
        var after = Enumerable.Range(0, graph.Count).Select(ticket => After(graph, ticket)).ToArray();
        var (ids, afters) = (Width(track.Tickets.Select(ticket => ticket.Id)), Width(after));
        var text = new StringBuilder(Title(track, graph));
        for (var wave = 0; wave < graph.Waves.Count; wave++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\nwave {wave + 1}");
            foreach (var ticket in graph.Waves[wave])
            {
                var line = $"  {graph[ticket].Id.PadRight(ids)}  {after[ticket].PadRight(afters)}  {About(graph[ticket])}";
                text.Append('\n').Append(line.TrimEnd());
            }
        }

        return text.ToString();
    }

    /// <summary>A Mermaid flowchart, from what comes first to what waits for it. Ends without a line break.</summary>
    public static string Mermaid(Track track)
    {
        var graph = TicketGraph.From(track.Tickets);
        var text = new StringBuilder("flowchart LR");
        for (var ticket = 0; ticket < graph.Count; ticket++)
        {
            // Numbers: an id such as "end" is a word of Mermaid's own.
            var mark = graph[ticket].Status == TicketStatus.Completed ? " ✓" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n  t{ticket + 1}[\"{graph[ticket].Id}{mark}\"]");
        }

        for (var ticket = 0; ticket < graph.Count; ticket++)
        {
            foreach (var dependency in graph.DependenciesOf(ticket))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  t{dependency + 1} --> t{ticket + 1}");
            }
        }

        return text.ToString();
    }

    private static string Title(Track track, TicketGraph graph) => string.Create(
        CultureInfo.InvariantCulture,
        $"{track.Id}: {Count(graph.Count, "ticket")} in {Count(graph.Waves.Count, "wave")}, at most {track.MaxWorkers} at once");

    private static string Count(int number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    private static string After(TicketGraph graph, int ticket)
    {
        var ids = graph[ticket].DependsOn;
        return ids.Count switch
        {
            0 => "",
            <= MaxNamed => $"after {string.Join(", ", ids)}",
            _ => string.Create(
                CultureInfo.InvariantCulture, $"after {string.Join(", ", ids.Take(MaxNamed))} and {ids.Count - MaxNamed} more"),
        };
    }

    private static string About(Ticket ticket)
    {
        var marks = new List<string>();
        if (ticket.Status == TicketStatus.Completed)
        {
            marks.Add("done");
        }

        if (ticket.Priority != TrackDefaults.Priority)
        {
            marks.Add(string.Create(CultureInfo.InvariantCulture, $"priority {ticket.Priority}"));
        }

        if (ticket.StepMode)
        {
            marks.Add("step by step");
        }

        if (ticket.AssignedTo != Ticket.Nobody)
        {
            marks.Add($"assigned to {Printable.Shorten(ticket.AssignedTo)}");
        }

        marks.AddRange(ticket.Labels.Select(label => $"#{Printable.Shorten(label)}"));
        var firstLine = ticket.Description.TrimStart().Split('\n', 2)[0].TrimEnd();
        return (marks.Count > 0 ? $"[{string.Join(", ", marks)}] " : "") + Printable.Shorten(firstLine);
    }

    private static int Width(IEnumerable<string> cells) =>
        Math.Min(MaxColumnWidth, cells.Select(cell => cell.Length).DefaultIfEmpty().Max());
}
