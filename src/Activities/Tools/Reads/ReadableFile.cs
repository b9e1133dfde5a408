using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary>A file that is small enough and text.</summary>
internal static class ReadableFile
{
    /// <summary>Its text with LF; null: there is none, or it is binary, too large or out of bounds.</summary>
    public static string? Text(WorktreeFiles files, string path)
    {
        try
        {
            return files.Read(path) is ReadResult.Text text ? TextFile.Read(text.Content.Span)?.Text : null;
        }
        catch (PathRefusedException)
        {
            return null;
        }
    }
}
