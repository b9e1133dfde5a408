using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The value of a field, or an entry of its list. Each method gives null after reporting why there is nothing to give.</summary>
internal readonly record struct FieldValue(FieldScope Scope, JsonNode Node, string Field, int Entry = -1)
{
    public string Name => Entry < 0 ? Scope.Prefix + Field : $"{Scope.Prefix}{Field}[{Entry}]";

    public bool IsNull => Node.Kind == JsonTokenType.Null;

    /// <summary>Any text, even an empty one.</summary>
    public string? Text(string expected = "a text")
    {
        if (Node.Kind != JsonTokenType.String)
        {
            return WrongKind<string>(expected);
        }

        var text = Node.Text;
        return text.Contains('\0', StringComparison.Ordinal)
            ? Fault<string>(ProblemCodes.BadCharacter, "holds a NUL character", "delete \\u0000")
            : text;
    }

    /// <summary>A text that is not blank.</summary>
    public string? NonEmptyText(string expected = "a text") => Text(expected) switch
    {
        null => null,
        var text when string.IsNullOrWhiteSpace(text) => Fault<string>(
            ProblemCodes.EmptyText,
            "is empty",
            Entry < 0 ? "write something, or leave the field out" : "write something, or delete the entry"),
        var text => text,
    };

    public bool? Boolean() => Node.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => WrongKind<bool?>("true or false"),
    };

    public long? WholeNumber(long min, long max)
    {
        var expected = TrackMaxima.DescribeWhole(min, max);
        return Number(expected) switch
        {
            null => null,
            { } number when number != decimal.Truncate(number) => WrongKind<long?>(expected),
            { } number when number < min || number > max => OutOfRange<long?>(expected),
            { } number => (long)number,
        };
    }

    public decimal? Money(decimal max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number greater than 0, at most {max}");
        return Number(expected) is { } number ? number > 0 && number <= max ? number : OutOfRange<decimal?>(expected) : null;
    }

    public T? WrongKind<T>(string expected, string? help = null)
    {
        var message = $"{Scope.Subject}: {Name} must be {expected}, found {Node.Describe()}";
        Scope.Error(new(ProblemCodes.WrongKind, Node.CaretSpan, message) { Help = help ?? Help });
        return default;
    }

    public T? Fault<T>(string code, string fault, string? help)
    {
        Scope.Error(new(code, Node.CaretSpan, $"{Scope.Subject}: {Name} {fault}") { Help = help });
        return default;
    }

    private decimal? Number(string expected)
    {
        if (Node.Kind != JsonTokenType.Number)
        {
            return WrongKind<decimal?>(expected);
        }

        return decimal.TryParse(Node.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : OutOfRange<decimal?>(expected);
    }

    private T? OutOfRange<T>(string expected) =>
        Fault<T>(ProblemCodes.OutOfRange, $"must be {expected}, found {Printable.Shorten(Node.Text)}", null);

    private string? Help => Node.Kind switch
    {
        JsonTokenType.Null when Entry >= 0 => "delete the entry",
        JsonTokenType.Null => "leave the field out to get its default",
        JsonTokenType.String when IsNumberOrBoolean(Node.Text) => "write it without quotes",
        JsonTokenType.Number => "if it is meant as text, write it in quotes",
        _ => null,
    };

    private static bool IsNumberOrBoolean(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || bool.TryParse(text, out _);
}
