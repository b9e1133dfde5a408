using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Reports cycles of dependencies, each as a path from ticket to ticket.</summary>
internal static class CycleReport
{
    /// <summary>Tickets of a path that are named; the middle of a longer one is left out.</summary>
    private const int MaxNamed = 12;

    /// <summary>Edges that are shown with their lines, and tickets behind a cycle that are named.</summary>
    private const int MaxEdges = 5;

    public static void Add(ReadingState state, Edges needs)
    {
        var neededBy = needs.Reverse();
        var cycles = Cycles.Find(needs, neededBy, TrackDefaults.MaxProblems);
        var inCycles = new bool[needs.Nodes];
        foreach (var node in cycles.SelectMany(cycle => cycle))
        {
            inCycles[node] = true;
        }

        foreach (var cycle in cycles)
        {
            state.Problems.Error(Problem(state, cycle, Behind(cycle, neededBy, inCycles)));
        }
    }

    private static ProblemDraft Problem(ReadingState state, IReadOnlyList<int> cycle, List<int> behind)
    {
        var tickets = cycle.Append(cycle[0]).Select(index => state.Tickets[index]).ToArray();
        var edges = tickets.Zip(tickets.Skip(1), Edge).ToArray();
        return new(ProblemCodes.Cycle, edges[0].At, $"tickets wait for each other: {Path(tickets)}")
        {
            Ticket = tickets[0].Id,
            Label = edges[0].Label,
            Help = "delete one of these dependencies" + Waiting(state, behind),
            Related = edges[1..Math.Min(edges.Length, MaxEdges)],
        };
    }

    private static string Path(ParsedTicket[] tickets) => string.Join(" -> ", tickets.Length <= MaxNamed
        ? tickets.Select(Name)
        : [
            .. tickets.Take(MaxNamed / 2).Select(Name),
            $"… {tickets.Length - MaxNamed} more …",
            .. tickets.TakeLast(MaxNamed / 2).Select(Name),
        ]);

    private static LabelledSpan Edge(ParsedTicket from, ParsedTicket to) =>
        new(from.Dependencies.First(entry => entry.Id == to.Id).At, $"{Name(from)} waits for {Name(to)}");

    private static string Waiting(ReadingState state, List<int> behind)
    {
        var names = string.Join(", ", behind.Take(MaxEdges).Select(index => Name(state.Tickets[index])));
        return behind.Count switch
        {
            0 => "",
            <= MaxEdges => $"; behind them wait {names}",
            _ => $"; behind them wait {names} and {behind.Count - MaxEdges} more",
        };
    }

    private static List<int> Behind(IReadOnlyList<int> cycle, Edges neededBy, bool[] inCycles)
    {
        var (seen, next) = (new bool[neededBy.Nodes], new Stack<int>(cycle));
        while (next.TryPop(out var node))
        {
            foreach (var waiting in neededBy.TargetsOf(node))
            {
                if (!seen[waiting])
                {
                    seen[waiting] = true;
                    next.Push(waiting);
                }
            }
        }

        return [.. Enumerable.Range(0, seen.Length).Where(node => seen[node] && !inCycles[node])];
    }

    private static string Name(ParsedTicket ticket) => Printable.Shorten(ticket.Id ?? "");
}
