using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The branch <c>slop/&lt;track&gt;</c>, which a run makes.</summary>
/// <remarks>It is moved by compare-and-swap only, and never while it is checked out.</remarks>
internal sealed class TrackBranch(RunJournal journal)
{
    private const int SubjectLength = 72;

    /// <summary>Makes the branch at the base unless this run has made it already; returns its tip.</summary>
    /// <remarks>What an earlier run left there stays reachable at <see cref="TrackRefs.BranchBefore"/>.</remarks>
    public async Task<string> MakeAsync(GitRepository repository, TrackScope run, string baseCommit, CancellationToken cancellationToken)
    {
        var branch = TrackRefs.Branch(run);
        var tip = await repository.Refs.ReadAsync(branch, cancellationToken);
        if (tip is not null && await WasMadeByRunAsync(repository, run, baseCommit, tip, cancellationToken))
        {
            return tip;
        }

        if (tip != baseCommit)
        {
            await RefuseTakenAsync(repository, run, baseCommit, cancellationToken);
            if (tip is not null)
            {
                await RefMover.HoldAsync(repository, TrackRefs.BranchBefore(run), tip, cancellationToken);
            }

            await RefMover.MoveAsync(repository, branch, tip, baseCommit, cancellationToken);
        }

        CrashPoint.Hit(CrashPoints.PrepareBranchMade);
        journal.Write(run, RunJournal.Branch, new BranchRecord(baseCommit, tip));
        return baseCommit;
    }

    /// <summary>Refuses to take a branch that is checked out, or that has commits of others.</summary>
    public static async Task RefuseTakenAsync(
        GitRepository repository, TrackScope run, string baseCommit, CancellationToken cancellationToken)
    {
        var tip = await repository.Refs.ReadAsync(TrackRefs.Branch(run), cancellationToken);
        if (tip != baseCommit)
        {
            RefuseCheckedOut(repository, run);
        }

        if (tip is not null && tip != baseCommit)
        {
            await RefuseOthersWorkAsync(repository, run, baseCommit, tip, cancellationToken);
        }
    }

    /// <summary>The tip, which must be there.</summary>
    public static async Task<string> TipAsync(GitRepository repository, TrackScope run, CancellationToken cancellationToken) =>
        await repository.Refs.ReadAsync(TrackRefs.Branch(run), cancellationToken)
        ?? throw WorkspaceFailure.Create(
            $"The branch {TrackRefs.BranchName(run)} is gone from {repository.Root}. Make it again at the commit of the last merged ticket "
            + $"('git branch {TrackRefs.BranchName(run)} <commit>'), then retry.");

    /// <summary>Moving a branch that somebody has checked out would turn their next commit into a revert.</summary>
    public static void RefuseCheckedOut(GitRepository repository, TrackScope run)
    {
        if (FindCheckedOut(repository, run) is { } where)
        {
            throw WorkspaceFailure.Create($"{where}, then retry.");
        }
    }

    /// <summary>Where the branch is checked out and how to change that, the beginning of a sentence; null: nowhere.</summary>
    public static string? FindCheckedOut(GitRepository repository, TrackScope run) =>
        WorktreeRecord.FindCheckedOut(repository, TrackRefs.Branch(run)) is { } path
            ? $"{TrackRefs.BranchName(run)} is checked out in {path}. Switch it away ('git -C \"{path}\" switch --detach')"
            : null;

    /// <summary>Commits that no run of this track made are a person's: the branch is theirs to move.</summary>
    private static async Task RefuseOthersWorkAsync(
        GitRepository repository, TrackScope run, string baseCommit, string tip, CancellationToken cancellationToken)
    {
        var commits = await repository.Commits.LogAsync($"{baseCommit}..{tip}", cancellationToken);
        var others = commits.Where(c => TrackRefs.FindKey(c)?.StartsWith($"{run.Track}/", StringComparison.Ordinal) != true).ToList();
        if (others.Count > 0)
        {
            throw WorkspaceFailure.Create(
                $"{TrackRefs.BranchName(run)} in {repository.Root} has commits that this track did not make: {others.Count}, the last is "
                + $"{others[0].Id[..10]} '{Preview.Line(others[0].Subject, SubjectLength)}'. Keep them under another name "
                + $"('git branch -m {TrackRefs.BranchName(run)} <name>'), or give the track another id.");
        }
    }

    private async Task<bool> WasMadeByRunAsync(
        GitRepository repository, TrackScope run, string baseCommit, string tip, CancellationToken cancellationToken) =>
        journal.Read<BranchRecord>(run, RunJournal.Branch) is not null
        || (await repository.Commits.LogAsync($"{baseCommit}..{tip}", cancellationToken)).Any(commit => IsOfRun(commit, run));

    private static bool IsOfRun(GitCommit commit, TrackScope run) =>
        TrackRefs.FindKey(commit)?.StartsWith(TrackRefs.KeyPrefix(run), StringComparison.Ordinal) ?? false;

    private sealed record BranchRecord(string Commit, string? Before);
}
