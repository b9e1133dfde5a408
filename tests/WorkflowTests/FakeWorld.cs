using System.Collections.Concurrent;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.WorkflowTests;

/// <summary>The contracts without git and models: each test says what its world answers. Everything that was asked is kept.</summary>
internal sealed partial class FakeWorld :
    IModelActivities, IToolActivities, IWorkspaceActivities, IIntegrationActivities, IRecordActivities, INoticeActivities
{
    private static readonly ModelName[] Rungs = [new("scripted", "1"), new("scripted", "2"), new("scripted", "3")];

    public ConcurrentQueue<string> Asked { get; } = new();

    public Func<TurnInput, Task<TurnResult>> Turn { get; set; } = input => Task.FromResult(Say(input, "Done."));

    public Func<VerifyInput, CheckFailure?> Verify { get; set; } = _ => null;

    /// <summary>What a model has to read before its work is checked.</summary>
    public Func<VerifyInput, string?> Notice { get; set; } = _ => null;

    /// <summary>What becomes of verified work; null: the usual commit.</summary>
    public Func<CommitInput, CommitResult?> Commit { get; set; } = _ => null;

    /// <summary>What the check of the base waits for.</summary>
    public Task BaseReady { get; set; } = Task.CompletedTask;

    public Func<AdvanceInput, AdvanceResult> Advance { get; set; } = _ => new(true);

    public Func<MergeInput, MergeResult> Merge { get; set; } = input =>
        new() { Kind = MergeKind.Ready, Tip = "tip", Commit = input.Commit, Tree = "tree-" + input.Scope.Ticket };

    public Func<VerifyMergedInput, CheckFailure?> VerifyMerged { get; set; } = _ => null;

    public Func<TrackScope, BaseResult> Base { get; set; } = _ => new("base");

    public Func<AttemptScope, WorktreeResult> Open { get; set; } = _ => new("base");

    public Func<TicketsToAdd, AddedTickets> Add { get; set; } = _ => new(null, [], "no");

    /// <summary>Whether calls of tools fail.</summary>
    public bool ToolFails { get; set; }

    /// <summary>What texts of people wait for before they are kept.</summary>
    public Task Keep { get; set; } = Task.CompletedTask;

    public TrackClosing? Closed { get; private set; }

    public ConcurrentQueue<TicketsPage> Pages { get; } = new();

    public static TurnResult Say(TurnInput input, string text) => new()
    {
        Kind = Reply.Classify(text, 0),
        Preview = text,
        Model = Rungs[input.Rung],
        Rung = input.Rung,
        Usage = new() { Calls = 1, Input = 10, Output = 2 },
    };

    public static TurnResult Call(TurnInput input, params ToolCallSummary[] calls) =>
        Say(input, "") with { Kind = ReplyKind.Calls, Calls = calls };

    [Activity]
    public Task NotifyAsync(Notice notice)
    {
        Asked.Enqueue($"notice {notice.Event} {notice.Gate ?? notice.Status.ToString()}");
        return Task.CompletedTask;
    }

    [Activity]
    public Task<TurnResult> TurnAsync(TurnInput input)
    {
        var said = input.Instruction is { } instruction ? $" instruction {instruction}" : "";
        var skipped = input.Skipped is { } before ? $" skipped {string.Join(',', before)}" : "";
        var rest = $"evidence {input.Evidence ?? "-"} message {input.Message ?? "-"}{said}{skipped}";
        Note("turn", input.Scope, $"{input.Turn} rung {input.Rung} {rest}");
        return Turn(input);
    }

    [Activity]
    public Task<ToolResult> CallToolAsync(ToolInput input)
    {
        var approved = input.Approved == true ? "approved" : "";
        Note("tool", input.Scope, $"{input.Turn}.{input.Call} {approved}{input.Edited?.GetRawText()}{input.Answer?.Text}");
        return Task.FromResult(new ToolResult(!ToolFails, "ok", 2));
    }

    [Activity]
    public async Task<BaseResult> PrepareTrackAsync(TrackScope run)
    {
        Asked.Enqueue("prepare");
        await BaseReady;
        return Base(run);
    }

    [Activity]
    public Task<WorktreeResult> OpenWorktreeAsync(AttemptScope scope)
    {
        Note("open", scope);
        return Task.FromResult(Open(scope));
    }

    [Activity]
    public Task<WorktreeResult> CarryWorktreeAsync(AttemptScope scope)
    {
        Note("carry", scope, "");
        return OpenWorktreeAsync(scope);
    }

    [Activity]
    public Task<VerifyResult> VerifyAsync(VerifyInput input)
    {
        Note("verify", input.Scope);
        return Task.FromResult(new VerifyResult("tree-" + input.Scope.Ticket, Verify(input), Notice(input)));
    }

    [Activity]
    public Task<CommitResult> CommitAsync(CommitInput input)
    {
        Note("commit", input.Scope, input.Base);
        var usual = new CommitResult($"commit-{input.Scope.Ticket}-{input.Scope.Attempt}-{input.Turn}");
        return Task.FromResult(Commit(input) ?? usual);
    }

    [Activity]
    public Task CloseWorktreeAsync(AttemptScope scope)
    {
        Note("close", scope);
        return Task.CompletedTask;
    }

    [Activity]
    public Task<MergeResult> MergeAsync(MergeInput input)
    {
        Note("merge", input.Scope);
        return Task.FromResult(Merge(input));
    }

    [Activity]
    public Task<VerifyResult> VerifyMergedAsync(VerifyMergedInput input)
    {
        Note("verify merged", input.Scope);
        return Task.FromResult(new VerifyResult(input.Tree, VerifyMerged(input)));
    }

    [Activity]
    public Task<AdvanceResult> AdvanceAsync(AdvanceInput input)
    {
        Note("advance", input.Scope, input.Commit);
        return Task.FromResult(Advance(input));
    }

    [Activity]
    public Task<ConflictResult> OpenConflictAsync(MergeInput input)
    {
        Note("conflict", input.Scope);
        return Task.FromResult(new ConflictResult("new-tip", "the-conflict", ["a.txt"]));
    }

    [Activity]
    public Task<PromptDraft> DraftAsync(TurnInput input) =>
        Task.FromResult(new PromptDraft("d4af7000", $"start {input.Scope.Ticket}", "the prompt"));

    [Activity]
    public Task EditDraftAsync(EditedDraft draft)
    {
        Note("edit", draft.Input.Scope, $"{draft.Edit.Prompt} +{string.Join(',', draft.Edit.AddFiles)}");
        return Task.CompletedTask;
    }

    [Activity]
    public Task<int?> RungAsync(RungQuestion question) => Task.FromResult<int?>(2);

    [Activity]
    public Task RecordDecisionAsync(AttemptScope scope, DecidedGate decided)
    {
        Asked.Enqueue($"decided {decided.Gate.Id} {(decided.Decision.Approve ? "approve" : "reject")}");
        return Task.CompletedTask;
    }

    [Activity]
    public async Task<string> KeepTextAsync(KeptText text)
    {
        await Keep;
        return $"kept<{text.After}{text.Text.ReplaceLineEndings(" ")}>";
    }

    [Activity]
    public Task<AddedTickets> AddTicketsAsync(TicketsToAdd tickets) => Task.FromResult(Add(tickets));

    [Activity]
    public Task RecordTicketsAsync(TicketsPage page)
    {
        Pages.Enqueue(page);
        return Task.CompletedTask;
    }

    [Activity]
    public Task CloseTrackAsync(TrackClosing closing)
    {
        Closed = closing;
        return Task.CompletedTask;
    }

    private void Note(string what, AttemptScope scope, string more = "") =>
        Asked.Enqueue($"{what} {scope.Ticket}/{scope.Attempt} {more}".TrimEnd());
}
