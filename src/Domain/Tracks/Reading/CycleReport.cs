using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Reports cycles as paths.</summary>
internal static class CycleReport
{
    /// <summary>Tickets of a path that are named; the middle of a longer one is left out.</summary>
    private const int MostNamed = 12;

    /// <summary>Edges that are shown with their lines.</summary>
    private const int MostEdges = 5;

    public static void Add(ReadingState state, Edges needs)
    {
        var neededBy = needs.Reversed();
        var cycles = Cycles.In(needs, neededBy, TrackDefaults.MostProblems);
        var inCycles = new bool[needs.Nodes];
        foreach (var node in cycles.SelectMany(cycle => cycle))
        {
            inCycles[node] = true;
        }

        foreach (var cycle in cycles)
        {
            state.Problems.Error(Draft(state, cycle, Behind(cycle, neededBy, inCycles)));
        }
    }

    private static Draft Draft(ReadingState state, IReadOnlyList<int> cycle, List<int> behind)
    {
        var tickets = cycle.Append(cycle[0]).Select(index => state.Tickets[index]).ToArray();
        var edges = tickets.Zip(tickets.Skip(1), (from, to) => new Mark(from.Dependencies.First(entry => entry.Id == to.Id).At, $"{Name(from)} waits for {Name(to)}")).ToArray();
        return new(ProblemCodes.Cycle, edges[0].At, $"tickets wait for each other: {Path(tickets)}")
        {
            Ticket = tickets[0].Id,
            Label = edges[0].Label,
            Help = "delete one of these dependencies" + Waiting(state, behind),
            Related = edges[1..Math.Min(edges.Length, MostEdges)],
        };
    }

    private static string Path(ReadTicket[] tickets) => string.Join(" -> ", tickets.Length <= MostNamed
        ? tickets.Select(Name)
        : [.. tickets.Take(MostNamed / 2).Select(Name), $"… {tickets.Length - MostNamed} more …", .. tickets.TakeLast(MostNamed / 2).Select(Name)]);

    private static string Waiting(ReadingState state, List<int> behind) => behind.Count switch
    {
        0 => "",
        <= MostEdges => $"; behind them wait {string.Join(", ", behind.Select(index => Name(state.Tickets[index])))}",
        _ => $"; behind them wait {string.Join(", ", behind.Take(MostEdges).Select(index => Name(state.Tickets[index])))} and {behind.Count - MostEdges} more",
    };

    private static List<int> Behind(IReadOnlyList<int> cycle, Edges neededBy, bool[] inCycles)
    {
        var (seen, next) = (new bool[neededBy.Nodes], new Stack<int>(cycle));
        while (next.TryPop(out var node))
        {
            foreach (var waiting in neededBy.From(node))
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

    private static string Name(ReadTicket ticket) => Visible.Cut(ticket.Id ?? "");
}
