using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What happened in an attempt, worded alike for transcript and log; one line each, not yet made safe for a terminal.</summary>
internal static class JournalWords
{
    public const string ToolCall = "[TOOL CALL]";
    public const string ToolResult = "[TOOL RESULT]";

    public static string Result(bool ok) => $"{ToolResult} {(ok ? "ok" : "error")}";

    public static string Decided(DecidedGate decided)
    {
        var decision = decided.Decision;
        // A sender can give itself any name, but the name always follows "by".
        var by = decided.ByDefault == true ? " at the deadline" : decision.By is { } who ? $" by {Preview.Line(who)}" : "";
        var always = decision.Always == true ? ", from now on"
            : decision.All is { } all ? $", and all {(all == CallGroup.Reads ? "reads" : "calls of this tool")} of the ticket" : "";
        var changed = decision.Edited is not { } edited || GateTable.Get(decided.Gate.Kind).AnsweredInWords ? ""
            : decided.Gate.Kind == GateKind.Patch && edited.ValueKind == JsonValueKind.Object
                ? $", of its hunks {string.Join(", ", edited.EnumerateObject().First().Value.EnumerateArray())} only"
            : ", changed";
        var answer = decision.Edited is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var comment = (answer ?? decision.Comment) is { } why ? $": {Preview.Line(why)}" : "";
        return $"decided {decided.Gate.Id}: {(decision.Approve ? "approved" : "rejected")}{by}{always}{changed}{comment}";
    }

    public static string Check(CheckTranscript check)
    {
        var what = check.Turn is null ? "verify of the merged work" : "verify";
        return check.Ok ? $"{what} passed" : $"{what} failed: {check.Failure}";
    }

    /// <param name="turn">The answer of tier 4 that it is made of.</param>
    public static string Patch(int turn, bool fits) =>
        string.Create(CultureInfo.InvariantCulture, $"patch in answer {turn} of tier 4, {(fits ? "fits" : "does not fit")}");

    public static string Failed(TryTranscript failed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Tier(failed.Tier)}turn {failed.Turn} · {failed.Model} · no usable reply ({Words.For(failed.Kind)}): {failed.Reason}");

    /// <summary>Goes before a turn of a tier other than the one that works tickets.</summary>
    public static string Tier(int? tier) =>
        tier is null or Domain.Models.Tier.Worker ? "" : string.Create(CultureInfo.InvariantCulture, $"tier {tier}, ");

    /// <summary>Who answered, and under whose name.</summary>
    public static string Model(ModelName asked, string? standIn) =>
        standIn is null ? asked.ToString() : $"{asked} (answered by {SafeText.Line(standIn, 60)})";
}
