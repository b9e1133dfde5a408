using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary>A file as an edit finds it.</summary>
/// <param name="Hash">Null: there is none.</param>
/// <param name="Text">Null: there is none, or it is not UTF-8 text.</param>
internal sealed record FileState(string? Hash, TextFile? Text)
{
    /// <exception cref="ToolErrorException">The file is too large for the tools.</exception>
    public static FileState From(ReadResult read, string path) => read switch
    {
        ReadResult.Text text => new(text.Sha256, TextFile.Read(text.Content.Span)),
        ReadResult.Binary binary => new(binary.Sha256, null),
        ReadResult.TooLarge large => throw new ToolErrorException(
            $"{path} has {large.Bytes} bytes; files of more than {WorktreeFiles.MaxBytes} are changed with run_command only."),
        _ => new(null, null),
    };
}
