using System.Text.Json;

namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>What the scripted model answers: by ticket, attempt and turn.</summary>
public sealed record Script
{
    /// <summary>Answers the tickets that have no key of their own.</summary>
    public const string AnyTicket = "*";

    /// <summary>Milliseconds before each answer, where a turn does not say its own.</summary>
    public int WaitMs { get; init; }

    /// <summary>
    /// By key: a ticket, <c>*</c>, or either with <c>@tier_n</c>; <c>@tier_n</c> alone answers for the track itself. Then attempts, then
    /// turns.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<ScriptTurn>>> Turns { get; init; } =
        new Dictionary<string, IReadOnlyList<IReadOnlyList<ScriptTurn>>>(StringComparer.Ordinal);

    /// <summary>Reads a script that is to be played.</summary>
    /// <exception cref="ScriptException">The text has another form.</exception>
    public static Script Parse(string text)
    {
        var reading = ScriptReader.Read(text);
        return reading.Script ?? throw ScriptException.For(reading.Errors);
    }

    /// <summary>The answer at a place: the last attempt repeats, and a turn that is not there is <c>Done.</c></summary>
    public ScriptTurn At(ScriptPlace place)
    {
        var attempts = Keys(place).Select(key => Turns.GetValueOrDefault(key)).FirstOrDefault(found => found is not null) ?? [];
        var turns = attempts.Count == 0 ? [] : attempts[Math.Min(place.Attempt, attempts.Count) - 1];
        return place.Turn <= turns.Count ? turns[place.Turn - 1] : ScriptTurn.Done;
    }

    /// <summary>Whether it says anything for a tier: a tier of which it says nothing plays no part in the track.</summary>
    /// <param name="ticket">Empty for calls of the track itself.</param>
    /// <param name="tier">1 to 4.</param>
    public bool Has(string ticket, int tier) => tier == Tier.Worker || Keys(new(ticket, tier, 1, 1)).Any(Turns.ContainsKey);

    // What answers for the track, such as a plan, is no answer about a ticket.
    private static string[] Keys(ScriptPlace place) => (place.Tier, place.Ticket) switch
    {
        (Tier.Worker, _) => [place.Ticket, AnyTicket],
        (_, "") => [$"@{Tier.Name(place.Tier)}"],
        _ => [$"{place.Ticket}@{Tier.Name(place.Tier)}", $"{AnyTicket}@{Tier.Name(place.Tier)}"],
    };
}

/// <summary>Where an answer stands.</summary>
/// <param name="Ticket">Empty for calls of the track itself.</param>
/// <param name="Tier">1 to 4.</param>
/// <param name="Attempt">The ticket's attempt, from 1.</param>
/// <param name="Turn">From 1 within attempt and tier.</param>
public sealed record ScriptPlace(string Ticket, int Tier, int Attempt, int Turn);

/// <summary>One answer.</summary>
public sealed record ScriptTurn
{
    /// <summary>What a turn says that the script does not have.</summary>
    public static ScriptTurn Done { get; } = new() { Text = "Done." };

    /// <summary>What the model says.</summary>
    public string Text { get; init; } = "";

    /// <summary>The tools that it calls.</summary>
    public IReadOnlyList<ScriptedToolCall> Calls { get; init; } = [];

    /// <summary>Null: counted from the characters.</summary>
    public ScriptUsage? Usage { get; init; }

    /// <summary>Milliseconds before this answer; null: the script's own.</summary>
    public int? WaitMs { get; init; }

    /// <summary>Failures before it answers.</summary>
    public ScriptFailure? Fail { get; init; }
}

/// <summary>A call to a tool. A name that is missing and arguments that are no object are kept: they are what a malformed reply looks
/// like.</summary>
public sealed record ScriptedToolCall(string Name, JsonElement Arguments);

/// <summary>Tokens of an answer; null members are counted from the characters (input, output) or 0.</summary>
public sealed record ScriptUsage(long? Input, long? Output, long? Thoughts, long? Cached);

/// <summary>The first <paramref name="Times"/> calls of the turn fail.</summary>
public sealed record ScriptFailure(FailureKind Kind, int Times, TimeSpan? RetryAfter);
