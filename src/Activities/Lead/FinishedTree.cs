using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Lead;

/// <summary>What tier 2 reads of finished work: the diff, the files, and what the checks wrote; nothing that the worker says.</summary>
internal sealed class FinishedTree(CheckedTree tree, Documents documents, ModelFiles files)
{
    /// <summary>Characters of what one check wrote.</summary>
    private const int MaxOutput = 4_000;

    public async Task<FinishedCheck> ReadAsync(VerifyInput verify, CancellationToken cancellationToken)
    {
        var work = await tree.ReadAsync(verify, cancellationToken);
        return new(documents.Ticket(verify.Scope), work.Diff, Checks(work.Result))
        {
            Files = ContextFiles.Read(files.Of(verify.Scope), work.Changed.Take(CheckedTree.MaxFiles)),
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
