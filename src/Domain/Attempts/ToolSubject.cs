using System.Text.Json;

namespace SlopTemporal.Domain.Attempts;

/// <summary>What a call of a tool is about, in a few words for lists.</summary>
public static class ToolSubject
{
    /// <summary>Maximum characters of a subject.</summary>
    public const int MaxLength = 80;

    /// <summary>Arguments that say what a call is about, whatever other ones stand before them.</summary>
    private static readonly string[] Preferred = ["command", "path", "pattern", "question", "reason"];

    /// <summary>A preferred argument, else the first one that is a string; one line, cut. Empty: no argument is a string.</summary>
    public static string From(JsonElement arguments)
    {
        var preferred = Preferred.Select(name => TextArgument(arguments, name)).FirstOrDefault(text => text is not null);
        return Preview.Line(preferred ?? FirstText(arguments), MaxLength);
    }

    /// <summary>An argument that is a string; null: there is none of this name, or it is something else.</summary>
    public static string? TextArgument(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? FirstText(JsonElement arguments) => arguments.EnumerateObject()
        .Select(argument => argument.Value)
        .Where(value => value.ValueKind == JsonValueKind.String)
        .Select(value => value.GetString())
        .FirstOrDefault();
}
