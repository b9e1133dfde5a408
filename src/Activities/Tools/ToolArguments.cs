using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Activities.Tools;

/// <summary>The arguments of a call, read with complaints that a model can act on.</summary>
internal sealed class ToolArguments(string tool, JsonElement arguments)
{
    public string Text(string name) =>
        OptionalText(name) ?? throw new ToolErrorException($"{tool}: argument '{name}' is missing; {Given}.");

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(name, "a string", value),
    };

    /// <summary>A path, relative to the top of the repository whichever way the model wrote it.</summary>
    public string Path(string name) => SandboxPlaces.ToRelative(Text(name));

    public string? OptionalPath(string name) => OptionalText(name) is { } path ? SandboxPlaces.ToRelative(path) : null;

    /// <summary>A whole number of at least 1.</summary>
    public int? OptionalNumber(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && IsWhole(number) => (int)number,
        { ValueKind: JsonValueKind.String } value when int.TryParse(value.GetString(), out var number) && number >= 1 => number,
        { } value => throw Wrong(name, "a whole number, 1 or more", value),
    };

    public bool OptionalFlag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        { } value => throw Wrong(name, "true or false", value),
    };

    private static bool IsWhole(double number) => number is >= 1 and <= int.MaxValue && number == Math.Floor(number);

    private JsonElement? Find(string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ToolErrorException Wrong(string name, string expected, JsonElement found) =>
        new($"{tool}: argument '{name}' must be {expected}; found {Preview.Line(found.GetRawText(), 60)}.");

    private string Given => arguments.EnumerateObject().Select(p => $"'{p.Name}'").ToArray() is { Length: > 0 } names
        ? $"the call has {string.Join(", ", names)}"
        : "the call has no arguments";
}
