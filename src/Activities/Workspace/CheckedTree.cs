using SlopTemporal.Activities.Journals;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The work that a check ran on, and how the check ended.</summary>
/// <param name="Diff">Against the commit that the work began at.</param>
/// <param name="Changed">Paths that differ from it.</param>
internal sealed record CheckedWork(VerifyResult Result, string Diff, IReadOnlyList<string> Changed);

/// <summary>Finds the work of a check that is in the journal, for the tiers that judge it.</summary>
internal sealed class CheckedTree(Journal journal, Repositories repositories, ModelFiles files)
{
    /// <summary>Files of the work that a tier is shown.</summary>
    public const int MaxFiles = 20;

    public VerifyResult Result(VerifyInput verify) =>
        journal.Read<VerifyResult>(verify.Scope, JournalNames.Verify(verify.Turn, verify.Patched))
        ?? throw WorkspaceFailure.Create($"The check of {verify.Scope.Key} is gone from the journal ({journal.Folder(verify.Scope)}).");

    public async Task<CheckedWork> ReadAsync(VerifyInput verify, CancellationToken cancellationToken)
    {
        var result = Result(verify);
        var trees = (await repositories.OpenAsync(verify.Scope.Run, cancellationToken)).Trees;
        var changed = await trees.ChangesAsync(verify.Base, result.Tree, cancellationToken);
        string[] hidden = [.. changed.Where(files.Of(verify.Scope).IsHidden)];
        var diff = await trees.DiffAsync(verify.Base, result.Tree, cancellationToken, hidden);
        return new(result, diff + string.Concat(hidden.Select(path => $"(the change of {path} is not shown: it is private)\n")), changed);
    }
}
