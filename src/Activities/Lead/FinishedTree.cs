using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Lead;

/// <summary>What tier 2 reads of finished work: the diff, the files, and what the checks wrote; nothing that the worker says.</summary>
internal sealed class FinishedTree(Journal journal, Documents documents, Repositories repositories, WorktreePaths paths)
{
    private const int MaxFiles = 20;

    /// <summary>Characters of what one check wrote.</summary>
    private const int MaxOutput = 4_000;

    public async Task<FinishedCheck> ReadAsync(VerifyInput verify, CancellationToken cancellationToken)
    {
        var result = journal.Read<VerifyResult>(verify.Scope, JournalNames.Verify(verify.Turn, verify.Patched))
            ?? throw WorkspaceFailure.Create(
                $"The check of {verify.Scope.Key} is gone from the journal ({journal.Folder(verify.Scope)}).");
        var repository = await repositories.OpenAsync(verify.Scope.Run, cancellationToken);
        var diff = await repository.Trees.DiffAsync(verify.Base, result.Tree, cancellationToken);
        var changed = await repository.Trees.ChangesAsync(verify.Base, result.Tree, cancellationToken);
        return new(documents.Ticket(verify.Scope), diff, Checks(result))
        {
            Files = ContextFiles.Read(paths.PathFor(verify.Scope), changed.Take(MaxFiles)),
        };
    }

    private string Checks(VerifyResult result) =>
        result.Passed is { Count: > 0 } passed ? string.Join("\n\n", passed.Select(Words)) : "No check ran.";

    private string Words(PassedCheck check)
    {
        var output = check.Output is { } hash ? Preview.HeadAndTail(documents.Text(hash), MaxOutput) : "no output";
        return $"$ {check.Command}\n{output}";
    }
}
