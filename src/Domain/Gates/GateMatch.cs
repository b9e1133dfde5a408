using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Gates;

/// <summary>Which open gate a decision means. A decision that fits none has no effect, and the refusal says why.</summary>
/// <param name="Gate">The gate that the decision is for; null: it is refused.</param>
/// <param name="Refusal">Why it is refused, a sentence for the person; null: it is not.</param>
/// <param name="Paste">The data of a signal that would be taken; null: nothing that could be shown here would.</param>
public sealed record GateMatch(Gate? Gate, string? Refusal, string? Paste = null)
{
    private const int MinHashCharacters = 4;

    /// <summary>A decision without an id must not match a gate that opened while it was typed.</summary>
    private static readonly TimeSpan MinAgeWithoutId = TimeSpan.FromSeconds(5);

    /// <summary>Finds the gate among those that are open.</summary>
    public static GateMatch Find(IReadOnlyList<Gate> open, Decision decision, DateTimeOffset now)
    {
        if (decision.Request is not { } id)
        {
            return FindOnlyOne(open, decision, now);
        }

        return open.FirstOrDefault(g => g.Id == id) is { } gate
            ? Check(gate, decision)
            : Refuse(open.Count == 0
                ? $"no gate {id} is open, nor any other"
                : $"no gate {id} is open: it was decided already, or never existed; open gates: {Ids(open)}");
    }

    private static GateMatch FindOnlyOne(IReadOnlyList<Gate> open, Decision decision, DateTimeOffset now) => open switch
    {
        [] => Refuse("no gate is open"),
        [var gate] when GateTable.Get(gate.Kind).NamedOnly =>
            Refuse($"a gate of kind {Words.For(gate.Kind)} has to be named", gate.Paste),
        [var gate] when now - gate.Opened < MinAgeWithoutId => Refuse($"{gate.Id} has only just opened, so it has to be named", gate.Paste),
        [var gate] => Check(gate, decision),
        _ => Refuse($"{open.Count} gates are open; name one of them: {Ids(open)}"),
    };

    /// <summary>True: it approves a question without an answer, which would be read as one.</summary>
    public static bool LacksAnswer(Gate gate, Decision decision) => GateTable.Get(gate.Kind).AnsweredInWords
        && decision is { Approve: true, Edited: null } && string.IsNullOrWhiteSpace(decision.Comment);

    /// <summary>Which later calls of its ticket a decision holds for too, as a part of a sentence; empty: none.</summary>
    public static string Group(Gate gate, Decision decision) => decision.All switch
    {
        CallGroup.Reads => $", and from now on all calls of {gate.Ticket} that only read",
        CallGroup.Tool => $", and from now on all calls of {gate.Tool} by {gate.Ticket}",
        _ => "",
    };

    private static GateMatch Check(Gate gate, Decision decision)
    {
        if (decision.Hash is { } hash
            && (hash.Length < MinHashCharacters || !gate.Hash.StartsWith(hash, StringComparison.OrdinalIgnoreCase)))
        {
            return Refuse($"{gate.Id} is about another action now: its hash is {gate.Hash}, not {hash}; look at it again");
        }

        var kind = GateTable.Get(gate.Kind);
        return (EditProblem(kind, decision) ?? AlwaysProblem(kind, decision) ?? AllProblem(gate, kind, decision)) is { } problem
            ? Refuse($"{gate.Id}: {problem}")
            : new(gate, null);
    }

    /// <summary>Why it cannot hold for later calls too, or null where it can or does not ask to.</summary>
    private static string? AlwaysProblem(GateDescriptor kind, Decision decision) => decision switch
    {
        { Always: not true } => null,
        { Approve: false } => "only an approval can have \"always\"",
        { Edited: not null } => "an edited call is approved once: \"always\" holds for a call as it was shown",
        _ => kind.AllowsAlways ? null : $"a gate of kind {Words.For(kind.Kind)} cannot be approved with \"always\"",
    };

    /// <summary>Why it cannot hold for a group of calls, or null where it can or does not ask to.</summary>
    private static string? AllProblem(Gate gate, GateDescriptor kind, Decision decision) => decision switch
    {
        { All: null } => null,
        { Approve: false } => "only an approval can have \"all\"",
        { Edited: not null } => "an edited call is approved once: \"all\" holds for calls as the model makes them",
        { All: CallGroup.Reads } when kind.AllowsAlways && gate.IsRead != true => "this call does more than read",
        _ => kind.AllowsAlways ? null : $"a gate of kind {Words.For(kind.Kind)} cannot be approved with \"all\"",
    };

    /// <summary>What was expected instead of the edited payload, or null where it will do.</summary>
    private static string? EditProblem(GateDescriptor kind, Decision decision) => decision.Edited is not { } edited
        ? null
        : kind.Edit is { } edit ? edit.Problem(edited) : $"a gate of kind {Words.For(kind.Kind)} cannot be edited";

    private static string Ids(IEnumerable<Gate> open) => string.Join(", ", open.Take(10).Select(g => g.Id));

    private static GateMatch Refuse(string why, string? paste = null) => new(null, why, paste);
}
