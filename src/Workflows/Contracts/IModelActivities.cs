using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Calls to models, and the prompts that they start with.</summary>
public interface IModelActivities
{
    /// <summary>
    /// One model call. Its retry policy carries the escalation: a quality failure retries on the next model of the ladder, a transient one
    /// on the same. Fails finally with <see cref="Failures.LadderExhausted"/> or <see cref="Failures.ModelFinal"/>, the tries as details;
    /// fails with <see cref="Failures.ModelQuota"/> or <see cref="Failures.ModelBudget"/> where the workflow has to wait before it asks
    /// again.
    /// </summary>
    [Activity]
    Task<TurnResult> TurnAsync(TurnInput input);

    /// <summary>The rung of a model in the track's ladder, from 0; null: the ladder does not have it.</summary>
    [Activity]
    Task<int?> RungAsync(RungQuestion question);

    /// <summary>Makes the prompt that the attempt would start with, for a person to look at.</summary>
    [Activity]
    Task<PromptDraft> DraftAsync(TurnInput input);

    /// <summary>Makes the attempt's prompt as a person changed it.</summary>
    [Activity]
    Task EditDraftAsync(EditedDraft draft);
}

/// <summary>One turn of a ticket's conversation; the earlier turns are in the journal under the same scope.</summary>
public sealed record TurnInput
{
    public required AttemptScope Scope { get; init; }

    /// <summary>Whose turn it is; null: the worker's. See <see cref="Domain.Models.Tier"/>.</summary>
    public int? Tier { get; init; }

    /// <summary>Counts from 1 within the attempt.</summary>
    public required int Turn { get; init; }

    /// <summary>Lowest rung of the ladder that may answer, from 0.</summary>
    public required int Rung { get; init; }

    /// <summary>Hash of why the last attempt failed; heads the prompt of a first turn.</summary>
    public string? Evidence { get; init; }

    /// <summary>Hash of what a person wants of the attempt; heads the prompt of a first turn.</summary>
    public string? Instruction { get; init; }

    /// <summary>True: the worktree holds the work of the attempt before.</summary>
    public bool? Carries { get; init; }

    /// <summary>Ids of the tickets that were skipped among those that this one depends on; null: none.</summary>
    public IReadOnlyList<string>? Skipped { get; init; }

    /// <summary>Hash of a message to the model before this turn, such as a conflict.</summary>
    public string? Message { get; init; }

    /// <summary>Failed calls of this turn that the workflow knows of; null: none.</summary>
    public int? Paid { get; init; }

    /// <summary>What the turn may spend: after a failed call another one is made only within it. Null: no limit.</summary>
    public Allowance? Left { get; init; }
}

/// <summary>Which rung a person means.</summary>
/// <param name="Run">The run of the track whose ladder it is.</param>
/// <param name="Model">As the person wrote it.</param>
public sealed record RungQuestion(TrackScope Run, string Model);

/// <summary>A prompt to decide on.</summary>
/// <param name="Hash">Of system prompt and text.</param>
/// <param name="Subject">One line: model, size, files.</param>
/// <param name="Detail">The prompt, head and tail.</param>
public sealed record PromptDraft(string Hash, string Subject, string Detail);

/// <summary>A prompt as a person changed it.</summary>
public sealed record EditedDraft(TurnInput Input, SpawnEdit Edit);

/// <summary>A usable reply; its full text lies in the journal.</summary>
public sealed record TurnResult
{
    public required ReplyKind Kind { get; init; }

    /// <summary>The reply's words on one line, cut.</summary>
    public string Preview { get; init; } = "";

    /// <summary>Hash of the reply's whole text, where it gives up: the next attempt reads it.</summary>
    public string? Evidence { get; init; }

    /// <summary>What it calls, in order.</summary>
    public IReadOnlyList<ToolCallSummary> Calls { get; init; } = [];

    /// <summary>Model that answered; after failed calls not the first one that was asked.</summary>
    public required ModelName Model { get; init; }

    /// <summary>Rung that answered, from 0.</summary>
    public required int Rung { get; init; }

    /// <summary>Cost of the answer itself.</summary>
    public required Usage Usage { get; init; }

    /// <summary>What the next call is expected to take; null: nothing is known.</summary>
    public Spending? Next { get; init; }

    /// <summary>Calls that failed before it and are not paid yet.</summary>
    public IReadOnlyList<ModelTry> Tries { get; init; } = [];
}

/// <summary>A tool call without its arguments.</summary>
/// <param name="Name">The tool; <c>unknown tool NAME</c> where the track has none of that name.</param>
/// <param name="Subject">Path, command or question, one line, cut.</param>
public sealed record ToolCallSummary(string Name, string Subject)
{
    /// <summary>Why the policy wants this call asked for, such as <c>needs the network</c>; null: it does not.</summary>
    public string? Ask { get; init; }

    /// <summary>What a rule of the person says of it; null: none matches. Deny for an unknown tool: nobody is asked for its call.</summary>
    public RulePolicy? Rule { get; init; }

    /// <summary>Of name and arguments; only where the call may be asked for.</summary>
    public string? Hash { get; init; }

    /// <summary>The call as a person has to see it; only where it may be asked for.</summary>
    public string? Detail { get; init; }

    /// <summary>True: it changes nothing and runs nothing.</summary>
    public bool? IsRead { get; init; }
}
