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

    private const int MaxReasonWidth = 160;

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
                $"slop retry {track.Id} {id} --note \"…\"   or   slop skip {track.Id} {id}{Evidence(track, id)}");
        }
    }

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
            : $"slop {(gate.Kind == GateKind.Integrate ? "diff" : "show --full")} {track} {SafeText.Line(gate.Ticket)}";
        var more = lines.Length > room ? $"\n      … {lines.Length - room} more lines: {all}" : "";
        return string.Concat(lines.Take(room).Select(line => $"\n      {line}")) + more;
    }

    private static string Command(string track, Gate gate) => gate is { Kind: GateKind.Plan, Ticket: "" }
        ? $"slop approve {track} {gate.Id}   (--edit changes it first)   or   "
            + $"slop reject {track} {gate.Id} --comment \"what to plan instead\""
        : GateTable.Get(gate.Kind).AnsweredInWords
        ? $"slop approve {track} {SafeText.Line(gate.Id)} --comment \"your answer\""
        : $"slop approve {track} {SafeText.Line(gate.Id)}   or   slop reject {track} {SafeText.Line(gate.Id)} --comment \"why\"";

    private static string Deadline(Gate gate, DateTimeOffset now) =>
        gate.Deadline is { } at ? $" ({Format.Word(gate.Default ?? GateDefault.Reject)} in {Format.Elapsed(at - now)})" : "";
}
