using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Calls;
using SlopTemporal.Local.Patching;

namespace SlopTemporal.Starter.Gates;

/// <summary>
/// A gate with all that this machine has of its action: the journal holds call and prompt whole, whatever of them travelled to the gate.
/// </summary>
/// <param name="Subject">What is edited.</param>
/// <param name="Detail">What a person has to see, whole; null: the gate's subject says it all.</param>
/// <param name="Patch">What is applied, with the files that it is made for; null: it is about no patch, or they are not here.</param>
internal sealed record GateOnDisk(GateSubject Subject, string? Detail, (PreparedPatch Patch, WorktreeFiles Files)? Patch = null)
{
    private static readonly JsonDocumentOptions AsModelsWrite =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public Gate Gate => Subject.Gate;

    /// <param name="document">What the track runs from; null where that is not known any more.</param>
    public static GateOnDisk Read(SlopHome home, TrackSnapshot track, Gate gate, TrackDocument? document)
    {
        var run = new JournalFolders(home).Run(track.Id, track.Epoch);
        var shown = GateTable.Get(gate.Kind).ShownDetail(gate);
        if (gate is { Kind: GateKind.Plan, Ticket: "" })
        {
            var plan = run.Plans().FirstOrDefault(plan => plan.Hash() == gate.Hash);
            return new(new(gate, document) { File = plan?.File }, plan?.Detail is { } whole ? Whole(whole, gate.Detail) : shown);
        }

        var last = run.Attempts(gate.Ticket) is [.., var newest] ? newest : null;
        switch (gate.Kind)
        {
            case GateKind.Tool when FindCall(last, gate.Hash) is { } call:
                return new(new(gate, document, call.Arguments), CallText.Render(call.Name, call.Arguments));
            case GateKind.Spawn:
                return new(new(gate, document), FindPrompt(last, gate.Hash) ?? shown);
            case GateKind.Plan:
                return new(new(gate, document) { File = FindWayOn(last, gate.Hash) }, shown);
            case GateKind.Patch when last is not null:
                var scope = new AttemptScope(new(Document: "", track.Id, track.Epoch), gate.Ticket, last.Attempt);
                var worktree = new WorktreePaths(home).PathFor(scope);
                var kept = FindPatch(last, gate.Hash);
                return new(
                    new(gate, document),
                    kept is null ? shown : Whole(kept, gate.Detail),
                    kept is null || !Directory.Exists(worktree) ? null : (kept.Patch, new(worktree)));
            default:
                return new(new(gate, document), shown);
        }
    }

    /// <summary>
    /// Why what a person put in place of the action cannot be done, as far as that is known here: sent all the same, it would close this
    /// gate for another one. Null: nothing speaks against it.
    /// </summary>
    public string? Fault(JsonElement edited)
    {
        var edit = GateTable.Get(Gate.Kind).Edit;
        return edit is null ? null : edit.Problem(edited) ?? edit.Fault(Subject, edited) ?? PatchFault(edited);
    }

    private string? PatchFault(JsonElement edited)
    {
        try
        {
            return Patch?.Patch.Edit(edited, Patch.Value.Files).Problem;
        }
        catch (IOException)
        {
            // The worktree is gone, and the gate with it: its track says so.
            return null;
        }
    }

    /// <summary>The track with whole details of its gates.</summary>
    public static TrackSnapshot Complete(SlopHome home, TrackSnapshot track) => track with
    {
        Gates = [.. track.Gates.Select(gate => gate with { Detail = Read(home, track, gate, document: null).Detail ?? gate.Detail })],
    };

    // The gate's hash is that of the action, so that nothing else is shown, even where the attempt has moved on.
    private static CallRequest? FindCall(AttemptFolder? attempt, string hash) => attempt?.Files()
        .Where(file => file.Entry.Part == JournalPart.Turn)
        .OrderByDescending(file => file.Entry.Turn)
        .SelectMany(file => file.Read<TurnRecord>()?.Calls ?? [])
        .FirstOrDefault(call => call.IsMeantBy(hash));

    private static string? FindPrompt(AttemptFolder? attempt, string hash) => attempt?.Files()
        .Where(file => file.Entry.Part is JournalPart.Prompt or JournalPart.EditedPrompt)
        .Select(file => file.Read<PromptRecord>())
        .FirstOrDefault(prompt => prompt?.Hash() == hash)?.Text;

    private static PatchRecord? FindPatch(AttemptFolder attempt, string hash) => attempt.Files()
        .Where(file => file.Entry.Part == JournalPart.Patch)
        .Select(file => file.Read<PatchRecord>())
        .FirstOrDefault(patch => patch?.Hash == hash);

    // In front of it the gate says why what a person made of it before cannot be used.
    private static string Whole(string whole, string? sent) =>
        sent?.IndexOf(whole.Split('\n')[0], StringComparison.Ordinal) is > 0 and var start ? sent[..start] + whole : whole;

    // The notes of the gate say more than those of the patch: what a person made of it before, and why that did not fit.
    private static string Whole(PatchRecord kept, string? sent) =>
        sent is not null && PatchDetail.StartOf(sent) is var start && start < sent.Length ? sent[..start] + kept.Patch.Diff : kept.Text;

    /// <summary>The tickets that tier 2 wrote, or the words.</summary>
    private static string? FindWayOn(AttemptFolder? attempt, string hash)
    {
        var way = attempt?.Files()
            .Where(file => file.Entry is { Part: JournalPart.Answer, Tier: Tier.Lead })
            .Select(file => file.Read<TurnRecord>()?.Text)
            .Where(text => text is not null && Sha256.Hex(text)[..Gate.HashLength] == hash)
            .Select(text => WayOn.Read(text!))
            .FirstOrDefault();
        return way?.Tickets is { } tickets
            ? Editable(JsonNode.Parse(tickets, documentOptions: AsModelsWrite)!.AsArray())
            : way?.Description;
    }

    // Commands of a model are not taken, so they are not offered either.
    private static string Editable(JsonArray tickets)
    {
        foreach (var ticket in tickets.OfType<JsonObject>())
        {
            ticket.Remove("verify");
        }

        return new JsonObject { ["tickets"] = tickets }.ToJsonString(SlopJson.Indented) + "\n";
    }
}
