using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Answers;

/// <summary>Whether the lines of a ticket's acceptance are met, as tier 2 says.</summary>
/// <param name="Lines">One for each line of the acceptance, in its order.</param>
public sealed record Judgement(IReadOnlyList<JudgedLine> Lines)
{
    private const int MaxEvidence = 600;

    /// <summary>True: all of them are.</summary>
    public bool IsMet => Lines.All(line => line.Met);

    /// <summary>Reads <c>{"lines":[{"met":true,"evidence":"…"}]}</c>.</summary>
    /// <param name="reply">What the model said.</param>
    /// <param name="count">Lines of the acceptance.</param>
    /// <returns>Null: the reply has another form, or another number of lines.</returns>
    public static Judgement? Read(string reply, int count)
    {
        if (JsonAnswer.Find(reply, '{') is not { ValueKind: JsonValueKind.Object } node)
        {
            return null;
        }

        var lines = JsonAnswer.Items(node, "lines").Select(Line).ToList();
        return lines.Count == count && lines.All(line => line is not null) ? new([.. lines.OfType<JudgedLine>()]) : null;
    }

    /// <summary>What a reply of this form calls not met, however many lines it has; empty: nothing, or it has another form.</summary>
    public static IReadOnlyList<JudgedLine> ReadUnmet(string reply) =>
        JsonAnswer.Find(reply, '{') is { ValueKind: JsonValueKind.Object } node
            ? [.. JsonAnswer.Items(node, "lines").Select(Line).OfType<JudgedLine>().Where(line => !line.Met)]
            : [];

    /// <summary>Why a reply cannot be used; null: it can.</summary>
    public static string? FindFault(string reply, int count) => Read(reply, count) is null
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"no judgement of the form {{\"lines\":[{{\"met\":true,\"evidence\":\"…\"}}]}} with {count} lines")
        : null;

    /// <summary>What is not met, a line each, for the next attempt and for people.</summary>
    public string DescribeUnmet(IReadOnlyList<string> acceptance) => string.Join(
        '\n', Lines.Zip(acceptance).Where(pair => !pair.First.Met).Select(pair => $"not met: {pair.Second}\n  {pair.First.Evidence}"));

    private static JudgedLine? Line(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object
        && line.TryGetProperty("met", out var met) && met.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new(met.GetBoolean(), Preview.Line(JsonAnswer.Text(line, "evidence") ?? "no evidence was given", MaxEvidence))
            : null;
}

/// <summary>One line of an acceptance.</summary>
/// <param name="Evidence">What meets it, or what is missing.</param>
public sealed record JudgedLine(bool Met, string Evidence);
