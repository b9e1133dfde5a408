namespace SlopTemporal.Local.Sandbox;

/// <summary>A link on the way to a file.</summary>
/// <param name="Path">Where it lies, with all links before it resolved.</param>
/// <param name="Target">What it says, as it says it.</param>
internal sealed record LinkOnTheWay(string Path, string Target);

/// <summary>Where a path leads, and through which links: each of them has to be there, or the path is broken.</summary>
/// <param name="End">The path without links; what does not exist stays as it is.</param>
internal sealed record LinkWalk(string End, IReadOnlyList<LinkOnTheWay> Links)
{
    /// <summary>As the kernel has it.</summary>
    private const int MostLinks = 40;

    /// <param name="path">Absolute.</param>
    public static LinkWalk Along(string path)
    {
        var links = new List<LinkOnTheWay>();
        var parts = new Stack<string>(Parts(path));
        var at = "/";
        while (parts.TryPop(out var part))
        {
            if (part is ".." or ".")
            {
                at = part == "." ? at : Path.GetDirectoryName(at) ?? "/";
                continue;
            }

            var next = Path.Combine(at, part);
            if (links.Count < MostLinks && new FileInfo(next).LinkTarget is { Length: > 0 } target)
            {
                links.Add(new(next, target));
                at = Path.IsPathRooted(target) ? "/" : at;
                foreach (var inner in Parts(target))
                {
                    parts.Push(inner);
                }
            }
            else
            {
                at = next;
            }
        }

        return new(at, links);
    }

    // The first part is to be popped first.
    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
}
