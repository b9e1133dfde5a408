using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Calls;

namespace SlopTemporal.Starter.Gates;

/// <summary>
/// A gate with all that this machine has of its action: the journal holds call and prompt whole, whatever of them travelled to the gate.
/// </summary>
/// <param name="Subject">What is edited.</param>
/// <param name="Detail">What a person has to see, whole; null: the gate's subject says it all.</param>
internal sealed record GateOnDisk(GateSubject Subject, string? Detail)
{
    public Gate Gate => Subject.Gate;

    /// <param name="document">What the track runs from; null where that is not known any more.</param>
    public static GateOnDisk Read(SlopHome home, TrackSnapshot track, Gate gate, TrackDocument? document)
    {
        var run = new JournalFolders(home).Run(track.Id, track.Epoch);
        if (gate.Kind == GateKind.Plan)
        {
            var plan = run.Plans().FirstOrDefault(plan => plan.Hash() == gate.Hash);
            return new(new(gate, document) { File = plan?.File }, plan?.Detail ?? GateTable.Get(gate.Kind).ShownDetail(gate));
        }

        var last = run.Attempts(gate.Ticket) is [.., var newest] ? newest : null;
        var call = gate.Kind == GateKind.Tool ? FindCall(last, gate.Hash) : null;
        var whole = call is not null ? CallText.Render(call.Name, call.Arguments)
            : gate.Kind == GateKind.Spawn ? FindPrompt(last, gate.Hash)
            : gate.Kind == GateKind.Patch ? FindPatch(last, gate.Hash)
            : null;
        return new(new(gate, document, call?.Arguments), whole ?? GateTable.Get(gate.Kind).ShownDetail(gate));
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
        .FirstOrDefault(call => call.Hash() == hash);

    private static string? FindPrompt(AttemptFolder? attempt, string hash) => attempt?.Files()
        .Where(file => file.Entry.Part is JournalPart.Prompt or JournalPart.EditedPrompt)
        .Select(file => file.Read<PromptRecord>())
        .FirstOrDefault(prompt => prompt?.Hash() == hash)?.Text;

    private static string? FindPatch(AttemptFolder? attempt, string hash) => attempt?.Files()
        .Where(file => file.Entry.Part == JournalPart.Patch)
        .Select(file => file.Read<PatchRecord>())
        .FirstOrDefault(patch => patch?.Hash == hash)?.Text;
}
