using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Journals;

/// <summary>A usable reply, whole; <c>turn-n.json</c>.</summary>
public sealed record TurnRecord
{
    public required int Turn { get; init; }

    /// <summary>What the model was told before this turn, beyond the first prompt and the results of its calls.</summary>
    public string? Message { get; init; }

    public required ReplyKind Kind { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<CallRequest> Calls { get; init; } = [];

    /// <summary>Order of the text and the calls in the reply, where its provider wants to see that again.</summary>
    /// <remarks>Empty: the text, then the calls.</remarks>
    public IReadOnlyList<ReplyPart> Parts { get; init; } = [];

    public required ModelName Model { get; init; }

    /// <summary>The model that answered under the name of <see cref="Model"/>, as its provider said; null: it itself.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Rung of the ladder that answered, from 0.</summary>
    public required int Rung { get; init; }

    public required Usage Usage { get; init; }

    /// <summary>Calls that failed before it, in order.</summary>
    public IReadOnlyList<ModelTry> Tries { get; init; } = [];

    public required DateTimeOffset At { get; init; }

    /// <summary>Milliseconds that the answer took.</summary>
    public long Milliseconds { get; init; }
}

/// <summary>A call that a reply asks for.</summary>
/// <param name="Id">The provider's id of the call; its result goes back under it.</param>
/// <param name="Name">Name of the tool, as the model wrote it: there may be no such tool.</param>
/// <param name="Arguments">A JSON object, with the arguments by name.</param>
public sealed record CallRequest(string Id, string Name, JsonElement Arguments)
{
    /// <summary>Why it cannot run, in words for the model: what no tool takes is replaced or cut in the arguments. Null: it can.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// Of name and arguments, as a gate has it: whole, since calls that share a part of a hash are made in seconds, and an approval may
    /// hold for every later call with the same.
    /// </summary>
    public string Hash() => Sha256.Hex($"{Name}\n{CanonicalJson.Write(Arguments)}");

    /// <summary>Whether a gate with this hash is about the call; gates of builds before have a part of another one.</summary>
    public bool IsMeantBy(string hash) => hash.Length == Gate.HashLength ? hash == EarlierHash() : hash == Hash();

    private string EarlierHash() =>
        Sha256.Hex($"{Name}\n{JsonSerializer.Serialize(Arguments, SlopJson.Options)}")[..Gate.HashLength];
}

/// <summary>A piece of a reply.</summary>
/// <param name="Length">Characters of the turn's text, which the pieces share in order.</param>
/// <param name="Call">Index of the call that it is; null: it is text.</param>
/// <param name="Properties">What the provider's client put on it, unread.</param>
public sealed record ReplyPart(int Length, int? Call, IReadOnlyDictionary<string, JsonElement>? Properties);

/// <summary>A call that was run; <c>turn-n.call-k.json</c>.</summary>
/// <param name="Ok">False: the text explains an error.</param>
/// <param name="Text">All that the model reads of it.</param>
public sealed record CallRecord(string Tool, JsonElement Arguments, bool Ok, string Text);

/// <summary>The first prompt of an attempt; <c>prompt.json</c>.</summary>
public sealed record PromptRecord(string System, string Text)
{
    /// <summary>Of the whole prompt, as a gate has it.</summary>
    public string Hash() => Sha256.Hex($"{System}\n{Text}")[..Gate.HashLength];
}
