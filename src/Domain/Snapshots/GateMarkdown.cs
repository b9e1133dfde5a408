using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Snapshots;

/// <summary>Gates and problems as Markdown, for the current details of the Web UI: a person can decide from there alone.</summary>
public static class GateMarkdown
{
    /// <summary>Gates that are shown with their JSON on one page; the others are counted.</summary>
    public const int MaxGates = 12;

    private const int MaxProblems = 5;

    private const string Intro = "\n**Needs you**: *More Actions*, *Send a Signal*, name `approve` or `reject`, data as below "
        + "(`\"comment\":\"why\"` may be added). The page of the ticket, under *Relationships*, has the "
        + "prompt, call or diff in its tab *User Metadata*.\n";

    /// <summary>A line and the JSON to paste for each open gate; empty where none is.</summary>
    public static string OpenGates(IReadOnlyList<Gate> gates)
    {
        if (gates.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(Intro);
        foreach (var gate in gates.Take(MaxGates))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- `{gate.Id}`: {Subject(gate)}{Deadline(gate)}\n");
            text.Append(CultureInfo.InvariantCulture, $"\n```json\n{ApprovalJson(gate)}\n```\n");
        }

        if (gates.Count > MaxGates)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{gates.Count - MaxGates} more gates: query `pending`.\n");
        }

        return text.ToString();
    }

    /// <summary>One gate with its detail, for the page of its ticket.</summary>
    public static string Full(Gate gate)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"**{gate.Id}**: {Subject(gate)}{Deadline(gate)}\n");
        var kind = GateTable.Get(gate.Kind);
        var shown = gate.Shorten();
        if (kind.ShownDetail(shown) is { } detail)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Fence.Around(Printable.EscapeLines(detail), kind.DetailLanguage!)}\n");
            if (shown.Detail != gate.Detail)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"\nAll of it: *Queries*, type `gate`, input 1 to {gate.Page(1).Pages} for its pages.\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"\nSignal `approve`:\n\n```json\n{ApprovalJson(gate)}\n```\n\n{EditExample(gate)}");
        if (gate.Tool is not null)
        {
            var reads = gate.IsRead == true ? ", `\"all\":\"reads\"` all that only read" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"With `\"all\":\"tool\"` in it, all later calls of this tool by this ticket are approved{reads}.\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Signal `reject`:\n\n```json\n{gate.Paste[..^1]},\"comment\":\"why\"}}\n```\n");
        return text.ToString();
    }

    /// <summary>Why something fails and is tried again; empty where nothing does.</summary>
    public static string Retrying(string? retrying) => retrying is null ? "" : $"\n> {TrackMarkdown.Plain(retrying, 400)}\n";

    /// <summary>The last requests that had no effect; empty where there are none.</summary>
    public static string Problems(IReadOnlyList<RequestProblem> problems) => problems.Count == 0
        ? ""
        : "\n**Not understood, or without effect**\n\n" + string.Concat(problems.TakeLast(MaxProblems).Select(Problem));

    private static string Problem(RequestProblem problem) =>
        $"- `{problem.Signal}` {TrackMarkdown.Plain(problem.Given)}: {TrackMarkdown.Plain(problem.Problem)}\n";

    private static string ApprovalJson(Gate gate) => GateTable.Get(gate.Kind).AnsweredInWords
        ? $"{gate.Paste[..^1]},\n \"comment\":\"your answer\"}}"
        : gate.Paste;

    private static string Subject(Gate gate) => TrackMarkdown.Plain(gate.Subject, GateTable.Get(gate.Kind).MaxSubject);

    private static string EditExample(Gate gate) => GateTable.Get(gate.Kind).Edit?.Example is { } example
        ? $"The same, changed:\n\n```json\n{gate.Paste[..^1]},\n \"edited\":{example(gate)}}}\n```\n\n"
        : "";

    private static string Deadline(Gate gate) => gate.Deadline is { } at
        ? $" ({Words.For(gate.Default!.Value)} at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC)"
        : "";
}
