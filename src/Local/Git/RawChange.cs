using System.Text;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>One entry of <c>git diff-… --raw -z</c>: <c>:oldmode newmode oldid newid status NUL path NUL</c>.</summary>
public sealed record RawChange(string OldMode, string NewMode, string OldId, string NewId, BytePath Path)
{
    /// <summary>The mode of what is not there.</summary>
    private const string NoMode = "000000";

    public bool IsDeletion => NewMode == NoMode;

    internal static IReadOnlyList<RawChange> ReadAll(ReadOnlySpan<byte> output) =>
        [.. BytePath.ReadAll(output).Chunk(2).Select(pair => Read(Encoding.ASCII.GetString(pair[0].Bytes), pair[1]))];

    private static RawChange Read(string facts, BytePath path)
    {
        var fields = facts.TrimStart(':').Split(' ');
        return new(fields[0], fields[1], fields[2], fields[3], path);
    }
}
