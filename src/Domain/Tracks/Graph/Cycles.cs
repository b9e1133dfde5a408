namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>
/// Finds cycles: the shortest it can, then, with that one's edges taken away, the next. Two cycles that share a ticket are both found.
/// </summary>
internal sealed class Cycles
{
    /// <summary>Edges looked at in search of a shorter cycle, for each cycle: in a large knot the shortest is not worth minutes.</summary>
    private const int MostSteps = 1_000_000;

    private const int Shortest = 2;

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

    /// <summary>Cycles without self-loops; each begins with its lowest node and goes along its edges.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> In(Edges needs, Edges neededBy, int most)
    {
        var (cycles, found) = (new Cycles(needs, neededBy), new List<IReadOnlyList<int>>());
        while (found.Count < most && cycles._core.Nodes.Count > 0)
        {
            var cycle = cycles.ShortestThatPaysOff();
            cycles._core.Remove(cycle);
            found.Add(cycle);
        }

        return found;
    }

    private List<int> ShortestThatPaysOff()
    {
        _steps = 0;
        var best = Through(NodeOfCycle(), int.MaxValue)!;
        foreach (var node in _core.Nodes)
        {
            if (best.Count == Shortest || _steps > MostSteps)
            {
                break;
            }

            best = Through(node, best.Count - 1) ?? best;
        }

        var first = best.IndexOf(best.Min());
        return [.. best[first..], .. best[..first]];
    }

    // Every node of the core needs another one of it: whoever follows must come round.
    private int NodeOfCycle()
    {
        var (node, passed) = (_core.Nodes[0], new HashSet<int>());
        while (passed.Add(node))
        {
            foreach (var needed in _needs.From(node))
            {
                if (_core.Holds(node, needed))
                {
                    node = needed;
                    break;
                }
            }
        }

        return node;
    }

    // Breadth first: the first way back is the shortest.
    private List<int>? Through(int start, int most)
    {
        _search++;
        var (level, length) = (new List<int> { start }, 1);
        for (; level.Count > 0 && length <= most; length++)
        {
            var next = new List<int>();
            foreach (var node in level)
            {
                if (Spread(node, start, next))
                {
                    return PathTo(node, start);
                }
            }

            level = next;
        }

        return null;
    }

    private bool Spread(int node, int start, List<int> next)
    {
        foreach (var needed in _needs.From(node))
        {
            _steps++;
            if (!_core.Holds(node, needed))
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
