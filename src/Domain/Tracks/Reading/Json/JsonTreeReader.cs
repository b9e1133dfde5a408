using System.Text;
using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>Text to <see cref="JsonTree"/>, or the first place where it stops being JSON.</summary>
internal static class JsonTreeReader
{
    /// <summary>Levels of lists and objects inside each other.</summary>
    private const int MaxDepth = 64;

    /// <summary>Values and names in one file: 100,000 tickets with a million dependencies have half as many.</summary>
    private const int MaxTokens = 4_000_000;

    /// <summary>Bytes of a usual file for each value or name: a guess that saves growing the table.</summary>
    private const int BytesPerToken = 6;

    public static (JsonTree? Tree, Problem? Fault) Read(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text.AsSpan(start))];
        Encoding.UTF8.GetBytes(text.AsSpan(start), utf8);
        var source = new SourceText(utf8);
        if (source.AfterBlanks(0) == source.Length)
        {
            return (null, TrackBytes.Blank);
        }

        var fault = Tokens(source, out var tokens);
        return fault is null ? (new JsonTree(source, tokens), null) : (null, fault.ToProblem(source, null));
    }

    private static ProblemDraft? Tokens(SourceText source, out List<JsonToken> tokens)
    {
        tokens = new(Math.Min(source.Length / BytesPerToken, MaxTokens));
        var open = new Stack<int>();
        var done = 0;
        var reader = new Utf8JsonReader(source.Bytes, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (Fault(ref reader, tokens.Count) is { } fault)
                {
                    return fault;
                }

                Add(ref reader, tokens, open);
                done = reader.TokenType == JsonTokenType.PropertyName ? tokens[^1].At.End : (int)reader.BytesConsumed;
            }

            return null;
        }
        catch (JsonException)
        {
            return new JsonSyntax(source, new(tokens, open, done)).Explain();
        }
    }

    private static void Add(ref Utf8JsonReader reader, List<JsonToken> tokens, Stack<int> open)
    {
        var at = new Span((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var start = open.Pop();
                tokens[start] = new(tokens[start].Kind, tokens[start].At with { End = at.End }, tokens.Count);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                open.Push(tokens.Count);
                tokens.Add(new(reader.TokenType, at, tokens.Count + 1));
                break;
            default:
                // The reader counts the colon to the name.
                var end = reader.TokenType == JsonTokenType.PropertyName ? at.Start + reader.ValueSpan.Length + 2 : at.End;
                tokens.Add(new(reader.TokenType, at with { End = end }, tokens.Count + 1));
                break;
        }
    }

    private static ProblemDraft? Fault(ref Utf8JsonReader reader, int count)
    {
        var at = new Span((int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
        {
            return new(ProblemCodes.TooDeep, Span.At(at.Start), $"lists and objects are nested more than {MaxDepth} deep")
            {
                Help = "a track needs 4 levels; metadata can have the rest",
            };
        }

        if (count >= MaxTokens)
        {
            return new(ProblemCodes.TooLarge, Span.At(at.Start), $"the file holds more than {MaxTokens} values");
        }

        return IsHalfCharacter(ref reader)
            ? new(ProblemCodes.Syntax, at, "a string holds half a character: a \\u escape of a surrogate without its partner")
            {
                Help = "write the character itself, or both halves, such as \\ud83d\\ude00",
            }
            : null;
    }

    private static bool IsHalfCharacter(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped || reader.ValueSpan.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        try
        {
            _ = reader.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
