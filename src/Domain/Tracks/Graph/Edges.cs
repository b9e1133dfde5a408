namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>
/// The edges of a graph, packed into two arrays: the targets of node n are at the indexes from <c>starts[n]</c> to
/// <c>starts[n + 1] - 1</c>.
/// </summary>
internal sealed class Edges
{
    private readonly int[] _starts;
    private readonly int[] _targets;

    private Edges(int[] starts, int[] targets) => (_starts, _targets) = (starts, targets);

    public int Nodes => _starts.Length - 1;

    /// <summary>The targets of each node, in their order.</summary>
    public static Edges Create(IReadOnlyList<IReadOnlyList<int>> targets)
    {
        var starts = new int[targets.Count + 1];
        for (var node = 0; node < targets.Count; node++)
        {
            starts[node + 1] = starts[node] + targets[node].Count;
        }

        return new(starts, [.. targets.SelectMany(list => list)]);
    }

    public ReadOnlySpan<int> TargetsOf(int node) => _targets.AsSpan(_starts[node].._starts[node + 1]);

    /// <summary>The same edges the other way round; sources in ascending order.</summary>
    public Edges Reverse()
    {
        var starts = new int[_starts.Length];
        foreach (var target in _targets)
        {
            starts[target + 1]++;
        }

        for (var node = 0; node < Nodes; node++)
        {
            starts[node + 1] += starts[node];
        }

        var (free, sources) = ((int[])starts.Clone(), new int[_targets.Length]);
        for (var node = 0; node < Nodes; node++)
        {
            foreach (var target in TargetsOf(node))
            {
                sources[free[target]++] = node;
            }
        }

        return new(starts, sources);
    }
}
