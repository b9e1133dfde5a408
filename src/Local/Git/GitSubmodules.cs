using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>
/// The submodules of a repository, laid out as plain files from the person's own copies of their objects: without network, and
/// without a <c>.git</c> in them.
/// </summary>
public sealed class GitSubmodules
{
    /// <summary>Submodules of submodules, so deep.</summary>
    private const int MaxDepth = 4;

    private readonly BoundGit _git;
    private readonly string _root;
    private readonly string _commonDir;
    private readonly int _depth;

    internal GitSubmodules(BoundGit git, string root, string commonDir, int depth = 0) =>
        (_git, _root, _commonDir, _depth) = (git, root, commonDir, depth);

    /// <summary>Paths of the tree's submodules.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string tree, CancellationToken cancellationToken) =>
        [.. (await LinksAsync(tree, cancellationToken)).Select(link => link.Path)];

    /// <summary>Paths of the tree's submodules whose commit is not here, in the order of the tree.</summary>
    public async Task<IReadOnlyList<string>> FindMissingAsync(string tree, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var link in await LinksAsync(tree, cancellationToken))
        {
            if (await FindCopyAsync(tree, link, cancellationToken) is null)
            {
                missing.Add(link.Path);
            }
        }

        return missing;
    }

    /// <summary>Fills the folders of the tree's submodules in a checkout; those that are not here stay empty.</summary>
    /// <param name="write">Writes the files of the checkout. The repository is read meanwhile.</param>
    internal async Task LayOutAsync(string folder, Task write, string tree, CancellationToken cancellationToken)
    {
        var links = _depth < MaxDepth ? LinksAsync(tree, cancellationToken) : Task.FromResult<IReadOnlyList<TreeEntry>>([]);
        await Task.WhenAll(write, links);
        foreach (var link in await links)
        {
            if (await FindCopyAsync(tree, link, cancellationToken) is not { } copy)
            {
                continue;
            }

            // Beside the checkout first: what git needs to write lies beside the folder that it fills.
            var draft = Path.Combine(Scratch.For(folder).Private, "submodule");
            FolderRemoval.Remove(draft);
            var git = _git with { GitDir = copy, Folder = copy };
            var inner = new GitSubmodules(git, Path.Combine(_root, link.Path), copy, _depth + 1);
            await new TreeCheckout(git, copy, inner).FillAsync(draft, link.Id, cancellationToken);
            await FolderCopy.RunAsync(_git.Program.Runner, draft, Path.Combine(folder, link.Path), cancellationToken);
            if (_depth == 0)
            {
                await CommandGit.AddSubmoduleAsync(folder, link.Path, copy, link.Id, ConfinedGit.IndexOf(draft));
            }

            FolderRemoval.Remove(draft);
            FolderRemoval.Remove(Scratch.For(draft).Root);
        }
    }

    private async Task<IReadOnlyList<TreeEntry>> LinksAsync(string tree, CancellationToken cancellationToken) =>
        [.. (await TreeEntry.ReadAllAsync(_git, tree, cancellationToken)).Where(entry => entry.IsSubmodule)];

    /// <summary>The git folder that has the commit: where git keeps it today, or in the checkout as it was once. Null: none has.</summary>
    private async Task<string?> FindCopyAsync(string tree, TreeEntry link, CancellationToken cancellationToken)
    {
        var modules = Path.Combine(_commonDir, "modules");
        string[] candidates =
        [
            .. (await NamesAsync(tree, link.Path, cancellationToken)).Select(name => Path.GetFullPath(Path.Combine(modules, name)))
                .Where(path => path.StartsWith(modules + "/", StringComparison.Ordinal)),
            Path.Combine(_root, link.Path, ".git"),
        ];
        // The names are the repository's: what a link leads to is nobody's submodule.
        foreach (var candidate in candidates.Where(path => Directory.Exists(path) && Posix.RealPath(path) == path))
        {
            var has = _git.Call($"look for {link.Id}", "cat-file", "-e", link.Id + "^{commit}") with
            {
                GitDir = candidate,
                Folder = candidate,
                AcceptedExitCodes = [1, 128],
            };
            if ((await _git.RunAsync(has, cancellationToken)).Succeeded)
            {
                return candidate;
            }
        }

        return null;
    }

    private async Task<IEnumerable<string>> NamesAsync(string tree, string path, CancellationToken cancellationToken)
    {
        string[] read = ["config", "--null", "--blob", tree + ":.gitmodules", "--get-regexp", @"^submodule\..*\.path$"];
        var call = _git.Call("read .gitmodules", read) with { AcceptedExitCodes = [1, 128] };
        var entries = (await _git.OutputAsync(call, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return entries.Select(entry => entry.Split('\n', 2))
            .Where(pair => pair.Length == 2 && pair[1] == path)
            .Select(pair => pair[0]["submodule.".Length..^".path".Length]);
    }
}
