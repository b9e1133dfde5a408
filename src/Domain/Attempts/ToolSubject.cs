using System.Text.Json;

namespace SlopTemporal.Domain.Attempts;

/// <summary>What a call is about, for lists.</summary>
public static class ToolSubject
{
    /// <summary>Most characters.</summary>
    public const int Length = 80;

    private static readonly string[] Telling = ["command", "path", "pattern", "question", "reason"];

    /// <summary>The first argument that tells it, one line, cut.</summary>
    public static string Of(JsonElement arguments) => Preview.Line(Telling.Select(name => Text(arguments, name)).FirstOrDefault(t => t is not null), Length);

    /// <summary>An argument that is a text; null: there is none, or it is something else.</summary>
    public static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
