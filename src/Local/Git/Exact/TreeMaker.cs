using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>
/// Makes trees of what models and commands left in a worktree. An own walk decides which paths belong to it, git decides how files
/// become objects, and only objects that were checked reach the repository.
/// </summary>
internal sealed class TreeMaker(BoundGit git, string commonDir)
{
    // A worktree may be a copy: what the index notes of its files is made true first, so that only changed ones are read anew.
    private const string ListScript = """
        git read-tree --reset "$SLOP_BASE"
        git update-index -q --refresh || :
        git diff-files -z --name-only --ignore-submodules=all > "$S/changed"
        git ls-files -z --others --exclude-standard > "$S/others"
        git ls-files -z --others --ignored --exclude-standard --directory > "$S/ignored"
        : > "$S/filters"
        : > "$S/filters-before"
        """;

    // As the worktree's attributes give them and as the base's do: a model must not get past a filter by a change of .gitattributes.
    private const string FiltersScript = """
        cat "$S/changed" "$S/others" > "$S/listed"
        git check-attr -z --stdin filter < "$S/listed" > "$S/filters"
        git check-attr -z --cached --stdin filter < "$S/listed" > "$S/filters-before"
        """;

    /// <summary>Exit code of the script where git refuses a file; any other failure is not the files' fault.</summary>
    private const int FileRefused = 64;

    // Removed first: a file may be where a folder was.
    private const string WriteScript = """
        [ ! -s "$S/remove" ] || git update-index -z --force-remove --stdin < "$S/remove" || exit 64
        git update-index -z --add --stdin < "$S/add" || exit 64
        git ls-files -z > "$S/indexed"
        git write-tree --missing-ok > "$S/tree"
        read -r tree < "$S/tree"
        git diff-tree -r -z --raw --no-renames --no-abbrev "$SLOP_BASE" "$tree" > "$S/diff"
        for file in "$S"/objects/??/[0-9a-f]*; do
          [ ! -f "$file" ] || { folder=${file%/*}; echo "${folder##*/}${file##*/}"; }
        done > "$S/ids"
        for file in "$S"/objects/pack/*.idx; do
          [ ! -f "$file" ] || git show-index < "$file" | cut -d ' ' -f 2
        done >> "$S/ids"
        git pack-objects -q --stdout --window=0 < "$S/ids" > "$S/pack"
        """;

    /// <exception cref="GitException">Git could not read the base: nothing in the worktree is to blame.</exception>
    public async Task<MadeTree> MakeAsync(TreeRequest request, CancellationToken cancellationToken)
    {
        var survey = WorktreeSurvey.Create(request.Worktree);
        if (survey.Problem is { } unreadable)
        {
            return MadeTree.Refused(unreadable);
        }

        var confined = new ConfinedGit(git, commonDir, request.Worktree, request.Apart);
        confined.ForgetNewObjects();
        await ListAsync(confined, survey, request, cancellationToken);
        var selection = TreeSelection.Read(confined, survey, request.LeaveOut);
        var filters = await confined.RunningFiltersAsync(cancellationToken);
        return selection.FindProblem(request.Limits, filters) is { } refused
            ? MadeTree.Refused(refused, selection.LeftOut)
            : await WriteAsync(confined, selection, request.Base, cancellationToken);
    }

    private async Task ListAsync(
        ConfinedGit confined, WorktreeSurvey survey, TreeRequest request, CancellationToken cancellationToken)
    {
        var purpose = $"compare {request.Worktree} with {request.Base}";
        // Most repositories have no attributes, and the base's alone are seen only where one of them is gone.
        var hasAttributes = survey.HasAttributes || File.Exists(Path.Combine(commonDir, "info", "attributes"));
        string[] scripts = hasAttributes ? [ListScript, FiltersScript] : [ListScript];
        await confined.MustAsync(purpose, string.Join('\n', scripts), request.Base, cancellationToken);
        if (!hasAttributes && confined.ReadPaths("changed").Any(WorktreeSurvey.IsAttributes))
        {
            await confined.MustAsync(purpose, FiltersScript, request.Base, cancellationToken);
        }
    }

    private async Task<MadeTree> WriteAsync(
        ConfinedGit confined, TreeSelection selection, string baseId, CancellationToken cancellationToken)
    {
        var add = selection.Add.Select(entry => entry.Path).ToList();
        await File.WriteAllBytesAsync(confined.PathOf("remove"), BytePath.WriteAll(selection.Remove), cancellationToken);
        await File.WriteAllBytesAsync(confined.PathOf("add"), BytePath.WriteAll(add), cancellationToken);
        var written = await confined.RunAsync(WriteScript, baseId, cancellationToken);
        if (written.TimedOut || written.ExitCode == FileRefused)
        {
            return MadeTree.Refused($"Git cannot put these files into a commit: {Tail(written)}", selection.LeftOut);
        }

        if (!written.Succeeded)
        {
            throw GitException.Failed(git.Call("write the tree"), written);
        }

        // Git leaves out names that it refuses, without a word.
        var indexed = confined.ReadPaths("indexed").ToHashSet();
        var skipped = add.Where(path => !indexed.Contains(path)).ToList();
        return skipped.Count == 0
            ? await TakeOverAsync(confined, selection.LeftOut, cancellationToken)
            : MadeTree.Refused($"Git does not accept these names: {PathList.Format(skipped)}. Rename the files.", selection.LeftOut);
    }

    private async Task<MadeTree> TakeOverAsync(ConfinedGit confined, LeftOut leftOut, CancellationToken cancellationToken)
    {
        if (new FileInfo(confined.PathOf("ids")).Length > 0)
        {
            // It hashes each object anew and checks what they refer to: the only step that writes the repository.
            var call = git.Call("take the new objects over", "index-pack", "--strict", "--stdin");
            var pack = await File.ReadAllBytesAsync(confined.PathOf("pack"), cancellationToken);
            await git.RunAsync(call with { Input = pack }, cancellationToken);
        }

        confined.ForgetNewObjects();
        var tree = (await File.ReadAllTextAsync(confined.PathOf("tree"), cancellationToken)).Trim();
        var changes = RawChange.ReadAll(await File.ReadAllBytesAsync(confined.PathOf("diff"), cancellationToken));
        return new(tree, changes, leftOut, Problem: null);
    }

    private static string Tail(ProcessResult result) => result.TimedOut
        ? $"it did not end within {Git.CommandTimeout.TotalMinutes:0} minutes."
        : Preview.Line(result.Output.Trim());
}
