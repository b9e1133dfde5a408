using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates;

/// <summary>Which open gate a decision means. A decision that fits none has no effect, and the refusal says why.</summary>
/// <param name="Gate">The gate; null: refused.</param>
/// <param name="Refusal">A sentence for the person.</param>
public sealed record GateMatch(Gate? Gate, string? Refusal)
{
    private const int FewestHashCharacters = 4;

    /// <summary>A decision without an id must not hit a gate that opened while it was typed.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    /// <summary>Finds the gate among those that are open.</summary>
    public static GateMatch Of(IReadOnlyList<Gate> open, Decision decision, DateTimeOffset now)
    {
        if (decision.Request is not { } id)
        {
            return TheOnlyOne(open, decision, now);
        }

        return open.FirstOrDefault(g => g.Id == id) is { } gate
            ? Checked(gate, decision)
            : Refuse(open.Count == 0 ? $"no gate {id} is open, and no other one" : $"no gate {id} is open (decided already, or never there); open: {Ids(open)}");
    }

    private static GateMatch TheOnlyOne(IReadOnlyList<Gate> open, Decision decision, DateTimeOffset now) => open switch
    {
        [] => Refuse("no gate is open"),
        [{ Kind: GateKind.Tool } gate] => Refuse($"a tool call is approved by name: {gate.Paste}"),
        [var gate] when now - gate.Opened < Settled => Refuse($"{gate.Id} has only just opened; name it: {gate.Paste}"),
        [var gate] => Checked(gate, decision),
        _ => Refuse($"{open.Count} gates are open, name one: {Ids(open)}"),
    };

    private static GateMatch Checked(Gate gate, Decision decision)
    {
        if (decision.Hash is { } hash && (hash.Length < FewestHashCharacters || !gate.Hash.StartsWith(hash, StringComparison.OrdinalIgnoreCase)))
        {
            return Refuse($"{gate.Id} is about another action now: its hash is {gate.Hash}, not {hash}; look at it again");
        }

        return (Expected(gate.Kind, decision) ?? Lasting(gate.Kind, decision)) is { } expected ? Refuse($"{gate.Id}: {expected}") : new(gate, null);
    }

    private static string? Lasting(GateKind kind, Decision decision) => decision switch
    {
        { Always: not true } => null,
        { Approve: false } => "only an approval can hold for always",
        { Edited: not null } => "an edited call is approved once: \"always\" holds for a call as it was shown",
        _ => kind == GateKind.Tool ? null : "only a tool call can be approved for always",
    };

    /// <summary>What was expected instead of the edited payload, or null where it will do.</summary>
    private static string? Expected(GateKind kind, Decision decision) => (kind, decision.Edited) switch
    {
        (_, null) => null,
        (GateKind.Spawn, { ValueKind: JsonValueKind.Object } e) => IsSpawnEdit(e) ? null : SpawnForm,
        (GateKind.Spawn, _) => SpawnForm,
        (GateKind.Tool, { ValueKind: JsonValueKind.Object }) => null,
        (GateKind.Tool, _) => "\"edited\" must be an object with the call's arguments",
        (GateKind.Question, { ValueKind: JsonValueKind.String }) => null,
        (GateKind.Budget, { } e) => BudgetFault(e),
        (GateKind.Question, _) => "\"edited\" must be the answer, a text",
        _ => $"a gate of kind {Words.Of(kind)} has nothing to edit",
    };

    private const string SpawnForm = "\"edited\" must look like {\"prompt\":\"…\",\"add_files\":[\"a\"],\"drop_files\":[\"b\"]}";

    private static string? BudgetFault(JsonElement edited)
    {
        try
        {
            return HandWritten.Budget(edited) == new Budget() ? "\"edited\" must name a cap, such as {\"usd\":10}" : null;
        }
        catch (RequestException e)
        {
            return e.Message;
        }
    }

    private static bool IsSpawnEdit(JsonElement edited)
    {
        try
        {
            return edited.Deserialize<SpawnEdit>(SlopJson.Options) is not null && edited.EnumerateObject().All(p => p.Name.ToLowerInvariant() is "prompt" or "add_files" or "drop_files");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Ids(IEnumerable<Gate> open) => string.Join(", ", open.Take(10).Select(g => g.Id));

    private static GateMatch Refuse(string why) => new(null, why);
}
