namespace SlopTemporal.Local.Git;

/// <summary>One entry of <c>git diff-… --raw -z</c>: <c>:oldmode newmode oldid newid status NUL path NUL</c>.</summary>
internal sealed record RawChange(string OldMode, string NewMode, string OldId, string NewId, string Path)
{
    /// <summary>The mode of what is not there.</summary>
    public const string NoMode = "000000";

    public static IReadOnlyList<RawChange> ReadAll(string output) =>
        [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => Read(pair[0], pair[1]))];

    private static RawChange Read(string facts, string path)
    {
        var fields = facts.TrimStart(':').Split(' ');
        return new(fields[0], fields[1], fields[2], fields[3], path);
    }
}
