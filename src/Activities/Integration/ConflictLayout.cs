using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Integration;

/// <summary>Puts a conflict into the ticket's worktree: the files of the merge, markers included, on the branch's tip.</summary>
internal sealed class ConflictLayout(
    Journal journal, Repositories repositories, RunWorktrees worktrees, WorktreeLock locks, ContentStore store)
{
    public async Task<ConflictResult> OpenAsync(MergeInput input, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(input.Scope, cancellationToken);
        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        var worktree = worktrees.RequirePath(repository, input.Scope);
        // The branch moves on while a retry waits; the work has to go on from one commit.
        var name = $"conflict-{input.Commit}";
        var conflict = journal.Read<Conflict>(input.Scope, name)
            ?? journal.Write(input.Scope, name, await MakeAsync(repository, input, cancellationToken));

        // A stale run may get here when the work has gone on, even to another conflict.
        if (journal.Read<Conflict>(input.Scope, name + ".laid") is null)
        {
            conflict.WriteTo(worktree);
            await WorktreeCheckout.RunOnceAsync(repository, worktree, conflict.Marked, head: conflict.Tip, cancellationToken);
            journal.Write(input.Scope, name + ".laid", conflict);
        }

        return new(conflict.Tip, conflict.Message, [.. conflict.Files.Take(CheckLimits.MaxFiles)]);
    }

    private async Task<Conflict> MakeAsync(GitRepository repository, MergeInput input, CancellationToken cancellationToken)
    {
        var run = input.Scope.Run;
        var tip = await TrackBranch.TipAsync(repository, run, cancellationToken);
        var merge = await repository.Trees.MergeAsync(tip, input.Commit, cancellationToken);
        var title = $"{input.Scope.Ticket}: a conflict to work out\n";
        var marked = await repository.Commits.WriteAsync(merge.Tree, [tip], title, input.Date, cancellationToken);
        var since = await repository.Commits.LogAsync($"{input.Commit}..{tip}", cancellationToken);
        var message = store.Put(ConflictMessage.Format(TrackRefs.BranchName(run), merge, since));
        return new(input.Commit, tip, marked, message, merge.Conflicts);
    }
}
