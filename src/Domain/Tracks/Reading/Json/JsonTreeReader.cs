using System.Text;
using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>What reading a text as JSON gave.</summary>
/// <param name="Tree">Null: it stops being JSON somewhere.</param>
/// <param name="Mistakes">Where it is not quite JSON, in the order of the text; with a tree, they did not stop reading.</param>
/// <param name="Problems">The same with their places, for a text without a tree.</param>
internal sealed record JsonReading(JsonTree? Tree, IReadOnlyList<ProblemDraft> Mistakes, IReadOnlyList<Problem> Problems);

/// <summary>Text to <see cref="JsonTree"/>. A mistake that leaves no doubt how the text goes on is noted, and reading goes on.</summary>
internal static class JsonTreeReader
{
    /// <summary>Levels of lists and objects inside each other.</summary>
    private const int MaxDepth = 64;

    /// <summary>Values and names in one file: 100,000 tickets with a million dependencies have half as many.</summary>
    private const int MaxTokens = 4_000_000;

    /// <summary>Bytes of a usual file for each value or name: a guess that saves growing the table.</summary>
    private const int BytesPerToken = 6;

    public static JsonReading Read(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text.AsSpan(start))];
        Encoding.UTF8.GetBytes(text.AsSpan(start), utf8);
        var source = new SourceText(utf8);
        if (source.AfterBlanks(0) == source.Length)
        {
            return new(null, [], [TrackBytes.Blank]);
        }

        var mistakes = new List<ProblemDraft>();
        var tokens = new List<JsonToken>(Math.Min(source.Length / BytesPerToken, MaxTokens));
        return ReadTokens(source, tokens, mistakes)
            ? new(new(source, tokens), mistakes, [])
            : new(null, mistakes, [.. mistakes.Select(m => m.ToProblem(source, null))]);
    }

    /// <summary>False: the tokens are no whole document.</summary>
    private static bool ReadTokens(SourceText source, List<JsonToken> tokens, List<ProblemDraft> mistakes)
    {
        var open = new Stack<int>();
        var (done, from) = (0, 0);
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        while (mistakes.Count < TrackDefaults.MaxProblems)
        {
            // From the last token on, in the text as it is repaired.
            var start = from;
            var reader = new Utf8JsonReader(source.Bytes[start..], isFinalBlock: true, state);
            try
            {
                while (reader.Read())
                {
                    if (Fault(ref reader, start, source, tokens.Count) is { } fault)
                    {
                        mistakes.Add(fault);
                        if (fault.Repair.Count == 0)
                        {
                            return false;
                        }

                        source.Read(fault.Repair);
                    }

                    Add(ref reader, start, tokens, open);
                    (state, from) = (reader.CurrentState, start + (int)reader.BytesConsumed);
                    done = reader.TokenType == JsonTokenType.PropertyName ? tokens[^1].At.End : from;
                }

                return true;
            }
            catch (JsonException)
            {
                var mistake = new JsonSyntax(source, new(tokens, open, done)).Explain();
                mistakes.Add(mistake);
                source.Read(mistake.Repair);
                if (mistake.Repair.Count == 0 || source.AfterBlanks(0) == source.Length)
                {
                    // More text after the end leaves the track whole.
                    return tokens.Count > 0 && open.Count == 0;
                }
            }
        }

        return false;
    }

    private static void Add(ref Utf8JsonReader reader, int start, List<JsonToken> tokens, Stack<int> open)
    {
        var at = new Span(start + (int)reader.TokenStartIndex, start + (int)reader.BytesConsumed);
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var opened = open.Pop();
                tokens[opened] = new(tokens[opened].Kind, tokens[opened].At with { End = at.End }, tokens.Count);
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

    private static ProblemDraft? Fault(ref Utf8JsonReader reader, int start, SourceText source, int count)
    {
        var first = start + (int)reader.TokenStartIndex;
        var at = new Span(first, first + reader.ValueSpan.Length + 2);
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
                Repair = UnicodeEscapes(source, at),
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

    private static List<Overwrite> UnicodeEscapes(SourceText source, Span text)
    {
        var found = new List<Overwrite>();
        for (var at = text.Start; at < text.End; at += source[at] == '\\' ? 2 : 1)
        {
            if (source[at] == '\\' && source[at + 1] == 'u')
            {
                found.Add(new(Span.At(at), JsonWord.InPlaceOfEscape));
            }
        }

        return found;
    }
}
