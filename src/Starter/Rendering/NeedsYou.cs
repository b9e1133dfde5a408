using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What a track waits for: what it is about, and the exact command for each.</summary>
internal static class NeedsYou
{
    /// <summary>More than this are only counted: nobody answers them from one screen.</summary>
    private const int MaxNeeds = 20;

    private const int MaxReasonWidth = 400;

    /// <summary>Lines for what all gates together show, so that one screen or two hold them.</summary>
    private const int DetailLines = 72;
    private const int MaxDetailLines = 24;
    private const int MinDetailLines = 4;

    public static IEnumerable<IRenderable> Render(TrackSnapshot track, DateTimeOffset now)
    {
        var needs = track.Ended is null ? Needs(track, now).ToList() : [];
        if (needs.Count == 0)
        {
            yield break;
        }

        yield return new Text("");
        yield return new Text("Needs you", Color.Yellow);
        foreach (var (what, command) in needs.Take(MaxNeeds))
        {
            yield return new WholeLine($"  {what}\n      {command}");
        }

        if (needs.Count > MaxNeeds)
        {
            yield return new WholeLine($"  … and {needs.Count - MaxNeeds} more (`slop status {track.Id} --json` has them all)");
        }
    }

    private static IEnumerable<(string What, string Command)> Needs(TrackSnapshot track, DateTimeOffset now)
    {
        var room = Math.Clamp(DetailLines / Math.Max(1, track.Gates.Count), MinDetailLines, MaxDetailLines);
        foreach (var gate in track.Gates)
        {
            var subject = SafeText.Line(GateTable.Get(gate.Kind).ShownSubject(gate));
            yield return (
                $"{SafeText.Line(gate.Id)}  {subject}{Deadline(gate, now)}{Detail(track.Id, gate, room)}", Command(track.Id, gate));
        }

        foreach (var ticket in track.Tickets.Where(t => t.Status == TicketStatus.Blocked))
        {
            var id = SafeText.Line(ticket.Id);
            yield return (
                $"{id}  blocked: {SafeText.Line(ticket.Reason, MaxReasonWidth)}",
                $"slop retry {track.Id} {id} --note \"…\"   or   slop skip {track.Id} {id}{Patch(track, id)}{Evidence(track, id)}");
        }
    }

    private static string Patch(TrackSnapshot track, string ticket) => track.Branch is null
        ? ""
        : $"   or   slop patch {track.Id} {ticket} (tier 4 proposes one)";

    // What a check wrote, and the work as it was left.
    private static string Evidence(TrackSnapshot track, string ticket) => track.Branch is null
        ? ""
        : $"\n      slop show {track.Id} {ticket} --output   and   slop diff {track.Id} {ticket}   show what it ended with";

    /// <summary>The first lines of what a person has to see, exactly as they are.</summary>
    private static string Detail(string track, Gate gate, int room)
    {
        if (GateTable.Get(gate.Kind).ShownDetail(gate) is not { } detail)
        {
            return "";
        }

        var lines = SafeText.Detail(gate.Kind, detail.TrimEnd()).Split('\n');
        var all = gate.Kind == GateKind.Plan
            ? $"slop show {track} --plan"
            : $"slop {(gate.Kind == GateKind.Integrate ? "diff" : "show")} {track} {SafeText.Line(gate.Ticket)}{Whole(gate)}";
        var more = lines.Length > room ? $"\n      … {lines.Length - room} more lines: {all}" : "";
        return string.Concat(lines.Take(room).Select(line => $"\n      {line}")) + more;
    }

    private static string Whole(Gate gate) => gate.Kind is GateKind.Integrate or GateKind.Patch ? "" : " --full";

    private static string Command(string track, Gate gate) => gate is { Kind: GateKind.Plan, Ticket: "" }
        ? $"slop approve {track} {gate.Id}   (--edit changes it first)   or   "
            + $"slop reject {track} {gate.Id} --comment \"what to plan instead\""
        : GateTable.Get(gate.Kind).AnsweredInWords
        ? $"slop approve {track} {SafeText.Line(gate.Id)} --comment \"your answer\""
        : $"slop approve {track} {SafeText.Line(gate.Id)}{Part(gate)}   or   "
            + $"slop reject {track} {SafeText.Line(gate.Id)} --comment \"why\"";

    private static string Part(Gate gate) => gate.Kind switch
    {
        GateKind.Patch => "   (--hunks 1,3 takes some of it, --edit changes it first)",
        GateKind.Plan => "   (--edit changes it first)",
        _ => "",
    };

    private static string Deadline(Gate gate, DateTimeOffset now) =>
        gate.Deadline is { } at ? $" ({Format.Word(gate.Default ?? GateDefault.Reject)} in {Format.Elapsed(at - now)})" : "";
}
