namespace SlopTemporal.Local.Files;

/// <summary>Every place where the crash tests may end the worker, in the order of a ticket's life.</summary>
public static class CrashPoints
{
    public const string ModelBeforeCall = "model.before_call";
    public const string ModelJournaled = "model.journaled";
    public const string TriesJournaled = "tries.journaled";
    public const string ToolBeforeRun = "tool.before_run";
    public const string ToolJournaled = "tool.journaled";
    public const string EditTempWritten = "edit.temp_written";
    public const string EditRenamed = "edit.renamed";
    public const string CommandStarted = "command.started";
    public const string CommandDone = "command.done";
    public const string WorktreeAdded = "worktree.added";
    public const string WorktreeRemoved = "worktree.removed";
    public const string SetupRan = "setup.ran";
    public const string VerifyRan = "verify.ran";
    public const string PatchJournaled = "patch.journaled";
    public const string PatchBeforeWrite = "patch.before_write";
    public const string PatchWritten = "patch.written";
    public const string CommitTreeWritten = "commit.tree_written";
    public const string CommitCommitWritten = "commit.commit_written";
    public const string CommitRefMoved = "commit.ref_moved";
    public const string PlanJournaled = "plan.journaled";
    public const string PlanStored = "plan.stored";
    public const string PrepareBranchMade = "prepare.branch_made";
    public const string IntegrateMerged = "integrate.merged";
    public const string IntegrateVerified = "integrate.verified";
    public const string IntegrateRefMoved = "integrate.ref_moved";
    public const string StoreWritten = "store.written";
    public const string RecordWritten = "record.written";

    public static IReadOnlyList<string> All { get; } =
    [
        ModelBeforeCall, ModelJournaled, TriesJournaled, ToolBeforeRun, ToolJournaled, EditTempWritten, EditRenamed, CommandStarted,
        CommandDone, WorktreeAdded, WorktreeRemoved, SetupRan, VerifyRan, PatchJournaled, PatchBeforeWrite, PatchWritten,
        CommitTreeWritten, CommitCommitWritten, CommitRefMoved, PlanJournaled, PlanStored, PrepareBranchMade, IntegrateMerged,
        IntegrateVerified, IntegrateRefMoved, StoreWritten, RecordWritten,
    ];
}
