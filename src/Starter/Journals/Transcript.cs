using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Starter.Journals;

/// <summary>
/// All that was said and done for a ticket: the shape of <c>slop show &lt;track&gt; &lt;ticket&gt; --json</c>, texts whole.
/// </summary>
internal sealed record Transcript(string Track, string Ticket, IReadOnlyList<AttemptTranscript> Attempts);

/// <summary>One attempt, from its first prompt to its end.</summary>
internal sealed record AttemptTranscript
{
    public required int Attempt { get; init; }

    /// <summary>What every agent of the track is told first.</summary>
    public string? System { get; init; }

    /// <summary>The first prompt as the model got it; null: there is none yet.</summary>
    public string? Prompt { get; init; }

    public required IReadOnlyList<TurnTranscript> Turns { get; init; }

    /// <summary>What the other tiers said, in the order of time.</summary>
    public required IReadOnlyList<AnswerTranscript> Answers { get; init; }

    /// <summary>What tier 4 proposed, in the order of time.</summary>
    public required IReadOnlyList<PatchTranscript> Patches { get; init; }

    /// <summary>Calls to a model that gave no usable reply.</summary>
    public required IReadOnlyList<TryTranscript> FailedCalls { get; init; }

    /// <summary>In the order of time.</summary>
    public required IReadOnlyList<CheckTranscript> Checks { get; init; }

    /// <summary>What people decided, in the order of time.</summary>
    public required IReadOnlyList<DecidedGate> Decisions { get; init; }

    /// <summary>How it ended, or how far it is.</summary>
    public required string End { get; init; }
}

/// <summary>A reply with what came of its calls.</summary>
internal sealed record TurnTranscript
{
    public required int Turn { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ModelName Model { get; init; }

    /// <summary>The model that answered in its place; null: none did.</summary>
    public string? AnsweredBy { get; init; }

    public required Usage Usage { get; init; }

    /// <summary>What the model was told before it, beyond the results of its calls.</summary>
    public string? Message { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<CallTranscript> Calls { get; init; }
}

/// <summary>What a tier other than the worker's said.</summary>
/// <param name="Tier">Such as <c>tier_4</c>.</param>
/// <param name="Turn">Counts its answers in the attempt, from 1.</param>
/// <param name="Question">What it was asked, with the rules that it answers by.</param>
internal sealed record AnswerTranscript(
    string Tier, int Turn, DateTimeOffset At, ModelName Model, Usage Usage, string? Question, string Text);

/// <summary>A patch of tier 4.</summary>
/// <param name="Turn">The answer of tier 4 that it is made of.</param>
/// <param name="Text">As its gate shows it, with its hunks numbered; null: it does not fit.</param>
/// <param name="Refused">Why it does not fit; null: it does.</param>
/// <param name="Applied">The diff that was applied in its place, as a person changed it; null: none was.</param>
internal sealed record PatchTranscript(int Turn, DateTimeOffset At, string? Text, string? Refused, string? Applied);

/// <summary>A call of a tool.</summary>
/// <param name="Arguments">As it ran: a person may have changed them.</param>
/// <param name="Ok">Null: it was not run, or not yet.</param>
/// <param name="Result">All that the model reads of it.</param>
internal sealed record CallTranscript(string Name, JsonElement Arguments, bool? Ok, string? Result);

/// <summary>A call that failed.</summary>
/// <param name="Tier">Whose turn it was; null: that of the worker.</param>
internal sealed record TryTranscript(int Turn, ModelName Model, FailureKind Kind, string Reason, DateTimeOffset At, int? Tier = null)
{
    public static TryTranscript From(JournalFile file, ModelTry failed) => new(
        file.Entry.Turn,
        failed.Model,
        failed.Kind,
        failed.Reason,
        file.Written,
        file.Entry.Tier == Domain.Models.Tier.Worker ? null : file.Entry.Tier);
}

/// <summary>How <c>verify</c> ended.</summary>
internal sealed record CheckTranscript
{
    /// <summary>The turn whose work was checked; null: the work as merged with what others did.</summary>
    public int? Turn { get; init; }

    public required bool Ok { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The command that did not pass, with its end, in a sentence.</summary>
    public string? Failure { get; init; }

    /// <summary>What that command wrote.</summary>
    public string? Output { get; init; }

    /// <summary>The commands that passed, in order.</summary>
    public required IReadOnlyList<PassedOutput> Passed { get; init; }

    /// <param name="store">Null: what the commands wrote is not wanted.</param>
    public static CheckTranscript From(JournalFile file, VerifyResult result, ContentStore? store) => new()
    {
        Turn = file.Entry.Part == JournalPart.Verify ? file.Entry.Turn : null,
        Ok = result.Failure is null,
        At = file.Written,
        Failure = result.Failure?.Sentence,
        Output = result.Failure is { } failure ? store?.FindText(failure.Evidence) : null,
        Passed = PassedOutput.Read(result.Passed, store),
    };
}
