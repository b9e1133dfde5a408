namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>
/// Finds cycles: the shortest it can, then, with that one's edges taken away, the next. Two cycles that share a ticket are both found.
/// </summary>
internal sealed class Cycles
{
    /// <summary>Edges looked at in search of a shorter cycle, for each cycle: in a large knot the shortest is not worth minutes.</summary>
    private const int MaxSteps = 1_000_000;

    private const int MinLength = 2;

    private readonly Edges _needs;
    private readonly CycleCore _core;
    private readonly int[] _cameFrom;
    private readonly int[] _seenFrom;
    private int _steps;
    private int _search;

    private Cycles(Edges needs, Edges neededBy)
    {
        (_needs, _core) = (needs, new(needs, neededBy));
        (_cameFrom, _seenFrom) = (new int[needs.Nodes], new int[needs.Nodes]);
    }

    /// <summary>At most <paramref name="max"/> cycles, no self-loops; each begins with its lowest node and goes along its edges.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Find(Edges needs, Edges neededBy, int max)
    {
        var (cycles, found) = (new Cycles(needs, neededBy), new List<IReadOnlyList<int>>());
        while (found.Count < max && cycles._core.Nodes.Count > 0)
        {
            var cycle = cycles.FindShort();
            cycles._core.Remove(cycle);
            found.Add(cycle);
        }

        return found;
    }

    /// <summary>The shortest cycle that is found within <see cref="MaxSteps"/>.</summary>
    private List<int> FindShort()
    {
        _steps = 0;
        var best = ShortestThrough(NodeInCycle(), int.MaxValue)!;
        foreach (var node in _core.Nodes)
        {
            if (best.Count == MinLength || _steps > MaxSteps)
            {
                break;
            }

            best = ShortestThrough(node, best.Count - 1) ?? best;
        }

        var first = best.IndexOf(best.Min());
        return [.. best[first..], .. best[..first]];
    }

    // Every node of the core needs another one of it: whoever follows must come round.
    private int NodeInCycle()
    {
        var (node, passed) = (_core.Nodes[0], new HashSet<int>());
        while (passed.Add(node))
        {
            foreach (var needed in _needs.TargetsOf(node))
            {
                if (_core.ContainsEdge(node, needed))
                {
                    node = needed;
                    break;
                }
            }
        }

        return node;
    }

    // Breadth first: the first way back is the shortest.
    private List<int>? ShortestThrough(int start, int max)
    {
        _search++;
        var (level, length) = (new List<int> { start }, 1);
        for (; level.Count > 0 && length <= max; length++)
        {
            var next = new List<int>();
            foreach (var node in level)
            {
                if (Expand(node, start, next))
                {
                    return PathTo(node, start);
                }
            }

            level = next;
        }

        return null;
    }

    private bool Expand(int node, int start, List<int> next)
    {
        foreach (var needed in _needs.TargetsOf(node))
        {
            _steps++;
            if (!_core.ContainsEdge(node, needed))
            {
                continue;
            }

            if (needed == start)
            {
                return true;
            }

            if (_seenFrom[needed] != _search)
            {
                (_seenFrom[needed], _cameFrom[needed]) = (_search, node);
                next.Add(needed);
            }
        }

        return false;
    }

    private List<int> PathTo(int end, int start)
    {
        var path = new List<int> { end };
        while (path[^1] != start)
        {
            path.Add(_cameFrom[path[^1]]);
        }

        path.Reverse();
        return path;
    }
}
