using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Integration;

/// <summary>Finds what a model left unsolved of a conflict.</summary>
internal sealed class ConflictMarkers(CheckEvidence evidence)
{
    private static readonly string[] Starts = ["<<<<<<< ", ">>>>>>> "];

    /// <summary>The check that fails if a file of the conflict still has markers; null: none has.</summary>
    /// <remarks>It reads git's objects, so that no link leads it to other files.</remarks>
    public async Task<CheckFailure?> FindAsync(
        GitRepository repository, string worktree, string baseCommit, string tree, CancellationToken cancellationToken)
    {
        if (Conflict.ReadFrom(worktree) is not { } conflict || conflict.Tip != baseCommit)
        {
            return null;
        }

        var marked = new List<string>();
        foreach (var file in conflict.Files)
        {
            // A file may be about markers: lines that one side had before are its own.
            var own = (await LinesAsync(repository, conflict.Tip, file, cancellationToken))
                .Concat(await LinesAsync(repository, conflict.Commit, file, cancellationToken));
            var left = (await LinesAsync(repository, tree, file, cancellationToken)).Except(own).ToList();
            if (left.Count > 0)
            {
                marked.Add($"{file}: {string.Join(", ", left.Select(line => Preview.Line(line)))}");
            }
        }

        return marked.Count == 0 ? null : Failure(marked);
    }

    private CheckFailure Failure(List<string> marked)
    {
        var text = $"The conflict is not resolved. These files still have conflict markers:\n\n{string.Join('\n', marked)}\n\n"
            + "Keep what both sides meant, and remove every marker line.";
        return evidence.CreateFailure("", exitCode: null, text, $"conflict markers are left in {string.Join("; ", marked)}");
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(
        GitRepository repository, string revision, string file, CancellationToken cancellationToken)
    {
        var text = await repository.Trees.ReadFileAsync(revision, file, cancellationToken) ?? "";
        return
        [
            .. text.Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => Array.Exists(Starts, start => line.StartsWith(start, StringComparison.Ordinal))),
        ];
    }
}
