using System.Text.RegularExpressions;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Quality;

/// <summary>What tier 4 reads of a command that failed: how, on which work, and the files that it is about.</summary>
internal sealed partial class FailedWork(CheckedTree tree, Journal journal, Documents documents, ModelFiles files)
{
    /// <summary>Paths of an output that are looked for: a long one names many that are none.</summary>
    private const int MaxNames = 400;

    /// <summary>The red check of a worktree.</summary>
    public async Task<FailedCheck> ReadAsync(VerifyInput verify, CancellationToken cancellationToken)
    {
        var work = await tree.ReadAsync(verify, cancellationToken);
        return Read(verify.Scope, documents.Text(FailureOf(work.Result, verify).Evidence), work.Diff, work.Changed);
    }

    /// <summary>The check that is red.</summary>
    public CheckFailure Failure(VerifyInput verify) => FailureOf(tree.Result(verify), verify);

    private static CheckFailure FailureOf(VerifyResult result, VerifyInput verify) =>
        result.Failure ?? throw WorkspaceFailure.Create($"The check of {verify.Scope.Key} is not red.");

    /// <summary>A call of a worker that failed, while the work still goes on.</summary>
    public FailedCheck Read(ToolInput call)
    {
        var record = journal.Read<CallRecord>(call.Scope, JournalNames.Call(call.Turn, call.Call));
        var command = record is null ? "" : ToolSubject.From(record.Arguments);
        return Read(call.Scope, $"$ {command}\n{record?.Text}", null, []);
    }

    private FailedCheck Read(AttemptScope scope, string evidence, string? diff, IReadOnlyList<string> changed)
    {
        var open = files.Of(scope);
        var named = PathName().Matches(evidence).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(MaxNames)
            .Where(path => File.Exists(Path.Combine(open.Root, path)));
        // Those that the work changes, then those that the output names.
        return new(documents.Ticket(scope), evidence, diff)
        {
            Files = ContextFiles.Read(open, changed.Concat(named).Take(CheckedTree.MaxFiles)),
        };
    }

    /// <summary>What looks like the path of a file beneath the top folder.</summary>
    [GeneratedRegex(@"(?<![\w./-])[\w-][\w.-]*(?:/[\w.-]+)*\.\w+", RegexOptions.CultureInvariant)]
    private static partial Regex PathName();
}
