using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>Reads values that are lists, paths or words of an enum.</summary>
internal static class FieldLists
{
    /// <summary>Entries that could be read; the others are reported.</summary>
    public static IReadOnlyList<string> List(this FieldValue value, string expected, Func<FieldValue, string?> read)
    {
        if (value.Node.Kind != JsonTokenType.StartArray)
        {
            var isText = value.Node.Kind == JsonTokenType.String;
            return value.WrongKind<IReadOnlyList<string>>(expected, isText ? $"write [{Printable.Quote(value.Node.Text)}]" : null) ?? [];
        }

        var (entries, index) = (new List<string>(1), 0);
        foreach (var node in value.Node.Children)
        {
            if (value.Scope.State.Problems.IsFull)
            {
                break;
            }

            if (read(value with { Node = node, Entry = index++ }) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    public static IReadOnlyList<string> Texts(this FieldValue value) => value.List("a list of texts", entry => entry.NonEmptyText());

    public static IReadOnlyList<string> Commands(this FieldValue value) =>
        value.List("a list of commands", entry => entry.NonEmptyText("a command as one text"));

    public static IReadOnlyList<string> Paths(this FieldValue value) => value.List("a list of paths", entry => entry.Path());

    /// <summary>A path below the repository's top folder.</summary>
    public static string? Path(this FieldValue value) => value.NonEmptyText("a path") switch
    {
        null => null,
        var path when RepositoryPath.Fault(path) is { } fault => value.Fault<string>(
            ProblemCodes.PathOutside,
            $"{fault}: {Printable.Quote(path)}",
            "write it relative to the top folder of the repository, such as \"src/Csv.cs\""),
        var path => path,
    };

    /// <summary>One of some words, in any case.</summary>
    public static TWord? Word<TWord>(this FieldValue value)
        where TWord : struct, Enum
    {
        var words = Words<TWord>();
        if (value.Text($"one of {string.Join(", ", words)}") is not { } text)
        {
            return null;
        }

        var index = Array.FindIndex(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? Enum.GetValues<TWord>()[index]
            : value.Fault<TWord?>(
                ProblemCodes.UnknownWord,
                $"must be one of {string.Join(", ", words)}, found {Printable.Quote(text)}",
                Suggestions.Question(text, words));
    }

    /// <summary>The words of an enum as files write them.</summary>
    public static string[] Words<TWord>()
        where TWord : struct, Enum => Array.ConvertAll(Enum.GetNames<TWord>(), JsonNamingPolicy.SnakeCaseLower.ConvertName);
}
