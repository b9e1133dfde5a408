using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Requests;

/// <summary>The members of an object that a person typed: names in any case, and an unknown one is an error.</summary>
internal sealed class RequestMembers
{
    private readonly JsonElement _all;
    private readonly string _form;

    public RequestMembers(JsonElement all, string form, IReadOnlyList<string> known)
    {
        (_all, _form) = (all, form);
        var names = all.EnumerateObject().Select(p => p.Name);
        if (names.FirstOrDefault(n => !known.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new RequestException($"there is no \"{unknown}\" here; expected {form}");
        }
    }

    /// <summary>The value of a member; null: it is missing or null.</summary>
    public JsonElement? Find(string name)
    {
        var found = _all.EnumerateObject()
            .Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(p => (JsonElement?)p.Value)
            .FirstOrDefault();
        return found is { ValueKind: not JsonValueKind.Null } value ? value : null;
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Invalid(name, "a text"),
    };

    /// <summary>A whole number of at least 1.</summary>
    public int? Number(string name) => (int?)LongNumber(name, int.MaxValue);

    /// <summary>The same for numbers that do not fit 32 bits.</summary>
    public long? LongNumber(string name, long max = long.MaxValue) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) && number > 0 && number <= max => number,
        _ => throw Invalid(name, TrackMaxima.DescribeWhole(1, max)),
    };

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Invalid(name, "true or false"),
    };

    /// <summary>A word of a closed set.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var known = Enum.GetValues<T>();
        return known.Any(word => Is(word, text))
            ? known.First(word => Is(word, text))
            : throw Invalid(name, string.Join(" or ", known.Select(word => $"\"{Words.For(word)}\"")));

        static bool Is(T word, string text) => Words.For(word).Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    public decimal? Money(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number) && number >= 0 => number,
        _ => throw Invalid(name, "an amount, such as 5.0"),
    };

    public JsonElement? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => value,
        _ => throw Invalid(name, "an object"),
    };

    public RequestException Invalid(string name, string expected) => new($"\"{name}\" must be {expected}; expected {_form}");
}
