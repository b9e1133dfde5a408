using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Model;

/// <summary>Reads the files that a ticket names for its worker.</summary>
internal static class ContextFiles
{
    /// <summary>Each path once, in the order given; what cannot be shown says why.</summary>
    public static IReadOnlyList<ContextFile> Read(WorktreeFiles files, IEnumerable<string> paths) =>
        [.. paths.Distinct(StringComparer.Ordinal).Select(path => Read(files, path))];

    private static ContextFile Read(WorktreeFiles files, string path)
    {
        try
        {
            return files.Read(path) switch
            {
                ReadResult.Missing => new(path, null, "does not exist yet"),
                ReadResult.TooLarge => new(path, null, "is too large to be shown"),
                ReadResult.Text text when TextFile.Read(text.Content.Span) is { } file => new(path, file.Text),
                _ => new(path, null, "is not UTF-8 text"),
            };
        }
        catch (PathRefusedException e)
        {
            return new(path, null, $"cannot be read: {e.Message}");
        }
    }
}
