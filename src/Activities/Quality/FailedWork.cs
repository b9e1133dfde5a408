using System.Text.RegularExpressions;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Quality;

/// <summary>What tier 4 reads of a command that failed: how, on which work, and the files that it is about.</summary>
internal sealed partial class FailedWork(Journal journal, Documents documents, Repositories repositories, WorktreePaths paths)
{
    /// <summary>Files that are shown: those that the work changes, then those that the output names.</summary>
    private const int MaxFiles = 20;

    /// <summary>Paths of an output that are looked for: a long one names many that are none.</summary>
    private const int MaxNames = 400;

    /// <summary>The red check of a worktree.</summary>
    public async Task<FailedCheck> ReadAsync(VerifyInput verify, CancellationToken cancellationToken)
    {
        var result = Read(verify);
        var repository = await repositories.OpenAsync(verify.Scope.Run, cancellationToken);
        var diff = await repository.Trees.DiffAsync(verify.Base, result.Tree, cancellationToken);
        var changed = await repository.Trees.ChangesAsync(verify.Base, result.Tree, cancellationToken);
        return Read(verify.Scope, documents.Text(result.Failure!.Evidence), diff, changed);
    }

    /// <summary>How the check ended; it failed.</summary>
    public VerifyResult Read(VerifyInput verify) =>
        journal.Read<VerifyResult>(verify.Scope, JournalNames.Verify(verify.Turn, verify.Patched)) is { Failure: not null } red
            ? red
            : throw WorkspaceFailure.Create(
                $"The red check of {verify.Scope.Key} is gone from the journal ({journal.Folder(verify.Scope)}).");

    /// <summary>A call of a worker that failed, while the work still goes on.</summary>
    public FailedCheck Read(ToolInput call)
    {
        var record = journal.Read<CallRecord>(call.Scope, JournalNames.Call(call.Turn, call.Call));
        var command = record is null ? "" : ToolSubject.From(record.Arguments);
        return Read(call.Scope, $"$ {command}\n{record?.Text}", null, []);
    }

    private FailedCheck Read(AttemptScope scope, string evidence, string? diff, IReadOnlyList<string> changed)
    {
        var root = paths.PathFor(scope);
        var named = PathName().Matches(evidence).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(MaxNames)
            .Where(path => File.Exists(Path.Combine(root, path)));
        return new(documents.Ticket(scope), evidence, diff)
        {
            Files = ContextFiles.Read(root, changed.Concat(named).Take(MaxFiles)),
        };
    }

    /// <summary>What looks like the path of a file beneath the top folder.</summary>
    [GeneratedRegex(@"(?<![\w./-])[\w-][\w.-]*(?:/[\w.-]+)*\.\w+", RegexOptions.CultureInvariant)]
    private static partial Regex PathName();
}
