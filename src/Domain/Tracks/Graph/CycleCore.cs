namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>The part of a graph that is left when nodes that need nothing, or that nothing needs, are removed again and again.</summary>
internal sealed class CycleCore
{
    private readonly Edges _needs;
    private readonly Edges _neededBy;
    private readonly bool[] _in;
    private readonly HashSet<(int From, int To)> _removed = [];
    private readonly int[] _needsLeft;
    private readonly int[] _neededByLeft;

    public CycleCore(Edges needs, Edges neededBy)
    {
        (_needs, _neededBy) = (needs, neededBy);
        (_in, _needsLeft, _neededByLeft) = (new bool[needs.Nodes], new int[needs.Nodes], new int[needs.Nodes]);
        Nodes = [.. Enumerable.Range(0, needs.Nodes)];
        foreach (var node in Nodes)
        {
            _in[node] = true;
            (_needsLeft[node], _neededByLeft[node]) = (needs.TargetsOf(node).Length, neededBy.TargetsOf(node).Length);
        }

        Peel();
    }

    /// <summary>Nodes in a cycle, or between two, in ascending order.</summary>
    public List<int> Nodes { get; private set; }

    public bool Contains(int node) => _in[node];

    /// <summary>Whether the edge is still in the core.</summary>
    public bool ContainsEdge(int from, int to) => _in[from] && _in[to] && !_removed.Contains((from, to));

    /// <summary>Takes a cycle's edges away, and what then is in no cycle any more.</summary>
    public void Remove(IReadOnlyList<int> cycle)
    {
        for (var i = 0; i < cycle.Count; i++)
        {
            var (from, to) = (cycle[i], cycle[(i + 1) % cycle.Count]);
            _removed.Add((from, to));
            _needsLeft[from]--;
            _neededByLeft[to]--;
        }

        Peel();
    }

    private void Peel()
    {
        var loose = new Stack<int>(Nodes.Where(IsLoose));
        while (loose.TryPop(out var node))
        {
            if (_in[node])
            {
                Loosen(node, loose);
                _in[node] = false;
            }
        }

        Nodes = [.. Nodes.Where(node => _in[node])];
    }

    private void Loosen(int node, Stack<int> loose)
    {
        foreach (var needed in _needs.TargetsOf(node))
        {
            if (ContainsEdge(node, needed) && --_neededByLeft[needed] == 0)
            {
                loose.Push(needed);
            }
        }

        foreach (var waiting in _neededBy.TargetsOf(node))
        {
            if (ContainsEdge(waiting, node) && --_needsLeft[waiting] == 0)
            {
                loose.Push(waiting);
            }
        }
    }

    private bool IsLoose(int node) => _needsLeft[node] == 0 || _neededByLeft[node] == 0;
}
