namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>Who waits for whom in a valid track; tickets are numbers in file order.</summary>
public sealed class TicketGraph
{
    private readonly IReadOnlyList<Ticket> _tickets;
    private readonly Dictionary<string, int> _indexes;
    private readonly Edges _needs;

    private TicketGraph(IReadOnlyList<Ticket> tickets)
    {
        _tickets = tickets;
        _indexes = tickets
            .Select((ticket, index) => (ticket.Id, index))
            .ToDictionary(entry => entry.Id, entry => entry.index, StringComparer.Ordinal);
        _needs = Edges.Create([.. tickets.Select(ticket => ticket.DependsOn.Select(id => _indexes[id]).ToArray())]);
        Waves = Graph.Waves.Compute(_needs, _needs.Reverse());
    }

    public int Count => _tickets.Count;

    /// <summary>
    /// Topological levels: all tickets of a wave could run at once when the waves before it are done. Numbers ascend within a wave.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Waves { get; }

    /// <summary>Builds the graph of tickets as <see cref="Reading.TrackReader"/> gives them.</summary>
    /// <exception cref="ArgumentException">Ids are not unique, a dependency is unknown, or there is a cycle.</exception>
    public static TicketGraph From(IReadOnlyList<Ticket> tickets)
    {
        var ids = tickets.Select(ticket => ticket.Id).ToHashSet(StringComparer.Ordinal);
        if (ids.Count < tickets.Count || !tickets.All(ticket => ticket.DependsOn.All(ids.Contains)))
        {
            throw new ArgumentException("Ids must be unique and dependencies known.", nameof(tickets));
        }

        var graph = new TicketGraph(tickets);
        return graph.Waves.Sum(wave => wave.Count) == tickets.Count
            ? graph
            : throw new ArgumentException("Tickets wait for each other in a cycle.", nameof(tickets));
    }

    /// <summary>The ticket with this number.</summary>
    public Ticket this[int ticket] => _tickets[ticket];

    /// <summary>The number of a ticket, or null if none has this id.</summary>
    public int? IndexOf(string id) => _indexes.TryGetValue(id, out var index) ? index : null;

    /// <summary>What must be completed or skipped before the ticket, in the order of the file.</summary>
    public ReadOnlySpan<int> DependenciesOf(int ticket) => _needs.TargetsOf(ticket);
}
