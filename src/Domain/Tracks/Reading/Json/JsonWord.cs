using System.Globalization;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>Says what is wrong with a single text, word or number.</summary>
internal sealed class JsonWord(SourceText text, int start)
{
    /// <summary>What is read for the backslash of an escape that is none.</summary>
    public const byte InPlaceOfEscape = (byte)'/';

    private static readonly string[] Literals = ["true", "false", "null"];

    private Span Word => text.WordAt(start);

    /// <summary>Null if there is nothing wrong with it by itself.</summary>
    public ProblemDraft? Explain(bool isName) => text[start] switch
    {
        (byte)'"' => Text(),
        (byte)'\'' => JsonSyntax.Syntax(Span.At(start), "text stands in single quotes", "JSON wants double quotes: \"…\"") with
        {
            Repair = EndOfSingleQuotes() is { } end ? [new(Span.At(start), (byte)'"'), new(Span.At(end), (byte)'"')] : [],
        },
        >= (byte)'0' and <= (byte)'9' when isName => Bare(isName),
        (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9') => Number(),
        (byte)'_' or (byte)'$' or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') => Bare(isName),
        _ => null,
    };

    /// <summary>The end of a text that is closed.</summary>
    public int EndOfText()
    {
        var at = start + 1;
        while (text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at + 1;
    }

    // Null: the text holds something that would mean another thing in double quotes.
    private int? EndOfSingleQuotes()
    {
        var inside = text.Bytes[(start + 1)..];
        var end = inside.IndexOf((byte)'\'');
        return end < 0 || inside[..end].ContainsAny((byte)'"', (byte)'\\') || inside[..end].ContainsAnyInRange((byte)0, (byte)0x1f)
            ? null
            : start + 1 + end;
    }

    private ProblemDraft? Text()
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'"':
                    return null;
                case < (byte)' ':
                    return Control(at);
                case (byte)'\\' when BadEscape(++at) is { } bad:
                    return bad;
                default:
                    break;
            }
        }

        return JsonSyntax.Syntax(Span.At(start), "a text is not closed before the file ends", "write the closing quote");
    }

    private ProblemDraft Control(int at) => text[at] is (byte)'\n' or (byte)'\r'
        ? JsonSyntax.Syntax(
            Span.At(at),
            "a text runs over the end of the line",
            "close the quote, or write \\n for a line break; long texts can lie in a file: \"@tickets/parser.md\"")
        : JsonSyntax.Syntax(
            Span.At(at),
            "a text holds a control character",
            string.Create(CultureInfo.InvariantCulture, $"write it as \\u{text[at]:x4}")) with
        {
            Repair = [new(Span.At(at), (byte)' ')],
        };

    private ProblemDraft? BadEscape(int at)
    {
        var escape = at < text.Length ? (char)text[at] : ' ';
        var good = escape == 'u' ? HexDigits(at + 1) == 4 : "\"\\/bfnrt".Contains(escape, StringComparison.Ordinal);
        return good
            ? null
            : JsonSyntax.Syntax(
                new(at - 1, Math.Min(at + 1, text.Length)), "JSON does not know this escape", "write \\\\ for a backslash itself") with
            {
                Repair = [new(Span.At(at - 1), InPlaceOfEscape)],
            };
    }

    private int HexDigits(int from)
    {
        var digits = 0;
        while (digits < 4 && from + digits < text.Length && char.IsAsciiHexDigit((char)text[from + digits]))
        {
            digits++;
        }

        return digits;
    }

    private ProblemDraft Number() => JsonSyntax.Syntax(
        Word,
        $"{Printable.Shorten(text.TextOf(Word))} is not a number as JSON writes it",
        "no + and no 0 in front, digits on both sides of the point, no Infinity") with
    {
        Repair = Needless() is { } needless ? [new(needless, (byte)' ')] : [],
    };

    // A plus or a nought in front, or a point behind; null: the number has another fault.
    private Span? Needless()
    {
        var word = text.Slice(Word);
        return word switch
        {
            [(byte)'+' or (byte)'0', >= (byte)'0' and <= (byte)'9', ..] => Span.At(start),
            [>= (byte)'0' and <= (byte)'9', .. var middle, (byte)'.'] when middle.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 =>
                Span.At(Word.End - 1),
            _ => null,
        };
    }

    private ProblemDraft Bare(bool isName)
    {
        var word = text.TextOf(Word);
        var literal = Array.Find(Literals, literal => literal.Equals(word, StringComparison.OrdinalIgnoreCase));
        return (isName, literal) switch
        {
            (true, _) => JsonSyntax.Syntax(Word, "the name of a field stands without quotes", $"write \"{Printable.Shorten(word)}\""),
            (_, not null) => JsonSyntax.Syntax(Word, $"{word} is written in lower case", $"write {literal}") with
            {
                Repair = [.. literal.Select((letter, place) => new Overwrite(Span.At(start + place), (byte)letter))],
            },
            _ => JsonSyntax.Syntax(
                Word,
                $"{Printable.Shorten(word)} is not a value",
                $"write text in quotes: \"{Printable.Shorten(word)}\"; or true, false, null, a number"),
        };
    }
}
