namespace SlopTemporal.Domain.Tracks.Graph;

/// <summary>
/// Sorts nodes into waves: each node is in the first wave that comes after the waves of all that it needs (Kahn, no recursion).
/// </summary>
internal static class Waves
{
    /// <summary>Nodes in ascending order within a wave; nodes that are in or behind a cycle are in none.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Compute(Edges needs, Edges neededBy)
    {
        var open = new int[needs.Nodes];
        var wave = new List<int>();
        for (var node = 0; node < needs.Nodes; node++)
        {
            open[node] = needs.TargetsOf(node).Length;
            if (open[node] == 0)
            {
                wave.Add(node);
            }
        }

        var waves = new List<IReadOnlyList<int>>();
        while (wave.Count > 0)
        {
            waves.Add(wave);
            wave = Next(wave, open, neededBy);
        }

        return waves;
    }

    private static List<int> Next(List<int> wave, int[] open, Edges neededBy)
    {
        var next = new List<int>();
        foreach (var node in wave)
        {
            foreach (var waiting in neededBy.TargetsOf(node))
            {
                if (--open[waiting] == 0)
                {
                    next.Add(waiting);
                }
            }
        }

        next.Sort();
        return next;
    }
}
