using System.Text.Json;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Answers;

/// <summary>Why a command failed, as tier 4 says.</summary>
/// <param name="Cause">One or two sentences.</param>
/// <param name="Evidence">Lines of the output or the work that show it.</param>
public sealed record Analysis(string Cause, IReadOnlyList<string> Evidence)
{
    private const int MaxCause = 600;
    private const int MaxLines = 5;
    private const int MaxLine = 300;

    /// <summary>Reads <c>{"cause":"…","evidence":["…"]}</c>.</summary>
    /// <returns>Null: the reply has another form.</returns>
    public static Analysis? Read(string reply) =>
        JsonAnswer.Find(reply, '{') is { ValueKind: JsonValueKind.Object } node && JsonAnswer.Text(node, "cause") is { } cause
            ? new(Preview.Line(cause, MaxCause), [.. JsonAnswer.Items(node, "evidence").Select(Line).OfType<string>().Take(MaxLines)])
            : null;

    /// <summary>Why a reply cannot be used; null: it can.</summary>
    public static string? FindFault(string reply) =>
        Read(reply) is null ? "no analysis of the form {\"cause\":\"…\",\"evidence\":[\"…\"]}" : null;

    /// <summary>For people and prompts, in lines.</summary>
    public string Describe() => string.Join('\n', Evidence.Select(line => $"  {line}").Prepend($"Cause: {Cause}"));

    private static string? Line(JsonElement line) =>
        JsonAnswer.Text(line) is { Length: > 0 } text ? Preview.Line(text, MaxLine) : null;
}
