namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>A description: a text, or <c>@path</c> for the text of a file.</summary>
internal static class DescriptionField
{
    private const string Escape = "a text that begins with @ is written with @@";

    public static string? Read(FieldValue value) => value.NonEmptyText() switch
    {
        null => null,
        ['@', '@', ..] text => text[1..],
        ['@', .. var path] => File(value, path),
        var text => text,
    };

    private static string? File(FieldValue value, string path)
    {
        if (string.IsNullOrWhiteSpace(path) || RepositoryPath.Fault(path) is not null)
        {
            var fault = string.IsNullOrWhiteSpace(path) ? "is missing after @" : RepositoryPath.Fault(path);
            return value.Fault<string>(
                ProblemCodes.PathOutside,
                $"names a file whose path {fault}",
                $"write it relative to the track file and below its folder; {Escape}");
        }

        var file = value.Scope.State.Source.ReadFile?.Invoke(path) ?? FileText.Unreadable("cannot be read here; write the text itself");
        var named = $"names the file {Printable.Quote(path)}, which";
        return file.Text switch
        {
            null => value.Fault<string>(
                ProblemCodes.FileUnreadable, $"{named} {file.Error}", $"paths are relative to the track file; {Escape}"),
            var text when string.IsNullOrWhiteSpace(text) => value.Fault<string>(
                ProblemCodes.EmptyText, $"{named} is empty", "write the description into it"),
            var text => text,
        };
    }
}
