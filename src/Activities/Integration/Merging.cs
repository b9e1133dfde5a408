using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Integration;

/// <summary>Merges on git objects and moves the branch. One parent a commit: the branch stays a straight line.</summary>
internal sealed class Merging(Documents documents, Repositories repositories)
{
    public async Task<MergeResult> MergeAsync(MergeInput input, CancellationToken cancellationToken)
    {
        var run = input.Scope.Run;
        var repository = await repositories.OpenAsync(run, cancellationToken);
        var (tipRead, workRead) = (
            TrackBranch.TipAsync(repository, run, cancellationToken), ReadAsync(repository, input.Commit, cancellationToken));
        await Task.WhenAll(tipRead, workRead);
        var (tip, commit) = (await tipRead, await workRead);
        // An earlier try may have moved the branch, with this commit or with one that it made of it.
        var key = TrackRefs.KeyLine(TrackRefs.FindKey(commit) ?? commit.Id);
        if (await repository.Commits.FindByTrailerAsync(tip, documents.Load(run.Document).BaseCommit, key, cancellationToken) is { } there)
        {
            return await ResultAsync(repository, MergeKind.Merged, tip, there.Id, cancellationToken);
        }

        return commit.Parents.Contains(tip)
            ? await ResultAsync(repository, MergeKind.Ready, tip, commit.Id, cancellationToken)
            : await MergeOntoAsync(repository, tip, commit, input, cancellationToken);
    }

    /// <summary>True too if the branch had moved there before, whatever came onto it since.</summary>
    public async Task<AdvanceResult> AdvanceAsync(AdvanceInput input, CancellationToken cancellationToken)
    {
        var run = input.Scope.Run;
        var repository = await repositories.OpenAsync(run, cancellationToken);
        var tip = await TrackBranch.TipAsync(repository, run, cancellationToken);
        if (await repository.Commits.IsAncestorAsync(input.Commit, tip, cancellationToken))
        {
            return new(Moved: true);
        }

        if (tip != input.Tip)
        {
            return new(Moved: false);
        }

        if (TrackBranch.FindCheckedOut(repository, run) is { } held)
        {
            return new(Moved: false, $"{held}, then approve.");
        }

        var moved = await repository.Refs.UpdateAsync(TrackRefs.Branch(run), input.Commit, input.Tip, cancellationToken);
        CrashPoint.Hit(CrashPoints.IntegrateRefMoved);
        return new(moved);
    }

    private static async Task<GitCommit> ReadAsync(GitRepository repository, string revision, CancellationToken cancellationToken) =>
        await repository.Commits.ReadAsync(await repository.Commits.ResolveAsync(revision, cancellationToken), cancellationToken);

    private static async Task<MergeResult> MergeOntoAsync(
        GitRepository repository, string tip, GitCommit commit, MergeInput input, CancellationToken cancellationToken)
    {
        var merge = await repository.Trees.MergeAsync(tip, commit.Id, cancellationToken);
        if (!merge.IsClean)
        {
            return new() { Kind = MergeKind.Conflict, Tip = tip, Files = [.. merge.Conflicts.Take(CheckLimits.MaxFiles)] };
        }

        if (merge.Tree == await repository.Commits.GetTreeAsync(tip, cancellationToken))
        {
            // Others did the same work.
            return new() { Kind = MergeKind.Merged, Tip = tip, Commit = tip, Tree = merge.Tree };
        }

        var message = $"{commit.Subject}\n\n{commit.Body.TrimEnd()}\n";
        var merged = await repository.Commits.WriteAsync(merge.Tree, [tip], message, input.Date, cancellationToken);
        await RefMover.HoldAsync(repository, TrackRefs.Merged(input.Scope), merged, cancellationToken);
        CrashPoint.Hit(CrashPoints.IntegrateMerged);
        return new() { Kind = MergeKind.Ready, Tip = tip, Commit = merged, Tree = merge.Tree };
    }

    private static async Task<MergeResult> ResultAsync(
        GitRepository repository, MergeKind kind, string tip, string commit, CancellationToken cancellationToken) =>
        new() { Kind = kind, Tip = tip, Commit = commit, Tree = await repository.Commits.GetTreeAsync(commit, cancellationToken) };
}
