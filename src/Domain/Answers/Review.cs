using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Answers;

/// <summary>What tier 2 finds in the work of a ticket.</summary>
/// <param name="Findings">None: it may be merged as it is.</param>
public sealed record Review(IReadOnlyList<Finding> Findings)
{
    private const int MaxFindings = 10;
    private const int MaxText = 600;

    /// <summary>Reads <c>{"verdict":"approve"}</c> or <c>{"verdict":"findings","findings":[…]}</c>.</summary>
    /// <returns>Null: the reply has another form.</returns>
    public static Review? Read(string reply)
    {
        if (reply.Trim().Trim('`', '"', '.').Equals("approve", StringComparison.OrdinalIgnoreCase))
        {
            return new([]);
        }

        if (JsonAnswer.Find(reply, '{') is not { ValueKind: JsonValueKind.Object } node)
        {
            return null;
        }

        Finding[] findings = [.. JsonAnswer.Items(node, "findings").Select(Find).OfType<Finding>().Take(MaxFindings)];
        return JsonAnswer.Text(node, "verdict")?.ToLowerInvariant() switch
        {
            "approve" when findings.Length == 0 => new([]),
            "findings" when findings.Length > 0 => new(findings),
            _ => null,
        };
    }

    /// <summary>Why a reply cannot be used; null: it can.</summary>
    public static string? FindFault(string reply) => Read(reply) is null
        ? "no review of the form {\"verdict\":\"approve\"} or "
            + "{\"verdict\":\"findings\",\"findings\":[{\"file\":\"…\",\"line\":1,\"text\":\"…\"}]}"
        : null;

    /// <summary>The findings, a line each.</summary>
    public string Describe() => string.Join('\n', Findings.Select(finding => $"- {finding.Describe()}"));

    private static Finding? Find(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && JsonAnswer.Text(node, "text") is { } text
            ? new(
                JsonAnswer.Text(node, "file") is { } file ? Preview.Line(file, 200) : null,
                node.TryGetProperty("line", out var line) && line.ValueKind == JsonValueKind.Number && line.TryGetInt32(out var number)
                    ? number
                    : null,
                Preview.Line(text, MaxText))
            : null;
}

/// <summary>Something to mend before the work is merged.</summary>
/// <param name="File">Null: it is about the work as a whole.</param>
public sealed record Finding(string? File, int? Line, string Text)
{
    /// <summary><c>src/a.cs:12: …</c>.</summary>
    public string Describe() => (File, Line) switch
    {
        (null, _) => Text,
        ({ } file, null) => $"{file}: {Text}",
        ({ } file, { } line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {Text}"),
    };
}
