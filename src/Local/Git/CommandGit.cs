using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Local.Git;

/// <summary>
/// A git folder for the commands that run in a checkout. They see files, history, branches and tags of the repository, without its
/// configuration, and what they write there is no part of it.
/// </summary>
internal sealed class CommandGit(BoundGit git, string commonDir)
{
    /// <summary>Makes it, or puts it at another commit; what setup wrote there, such as submodules, stays.</summary>
    /// <param name="layOut">Lays out the files of the checkout, with its index. The repository is read meanwhile.</param>
    /// <param name="parent">The commit that the work began at.</param>
    /// <param name="tree">What is checked out: HEAD is a commit of it, so that commands find nothing changed. Null: that commit's.</param>
    public async Task CreateAsync(string checkout, Task layOut, string parent, string? tree, CancellationToken cancellationToken)
    {
        string[] list = ["for-each-ref", "--format=%(objectname) %(refname)", "refs/tags", "refs/heads"];
        var refs = git.OutputAsync(git.Call("list branches and tags", list), cancellationToken);
        var head = tree is null ? Task.FromResult(parent) : CommitAsync(parent, tree, cancellationToken);
        await Task.WhenAll(layOut, refs, head);
        var scratch = Scratch.For(checkout);
        await WriteAsync(scratch.Git, GitObjects.FolderOf(commonDir), await head, ConfinedGit.IndexOf(checkout), worktree: null);
        await File.WriteAllTextAsync(Path.Combine(scratch.Git, "packed-refs"), await refs, cancellationToken);
        var shallow = Path.Combine(commonDir, "shallow");
        if (File.Exists(shallow))
        {
            File.Copy(shallow, Path.Combine(scratch.Git, "shallow"), overwrite: true);
        }

        await AddOriginAsync(checkout, scratch, cancellationToken);
        await AddFiltersAsync(scratch, cancellationToken);
        Link(checkout, scratch);
    }

    /// <summary>Gives a submodule that was laid out a git folder too, so that nobody has to fetch it.</summary>
    /// <param name="path">Of the submodule, from the top.</param>
    /// <param name="copy">The git folder that its files came from.</param>
    /// <param name="commit">Its commit.</param>
    /// <param name="index">The index that its files were written with.</param>
    public static async Task AddSubmoduleAsync(string checkout, string path, string copy, string commit, string index)
    {
        var scratch = Scratch.For(checkout);
        var module = Path.Combine("modules", path);
        await WriteAsync(
            Path.Combine(scratch.Git, module), GitObjects.FolderOf(copy), commit, index, Path.Combine(SandboxPlaces.Repository, path));
        AddLink(scratch, path, Path.Combine(SandboxPlaces.Git, module), GitObjects.AllFolders(copy));
    }

    /// <summary>Gives a copy of a checkout what the commands before wrote into theirs, such as submodules.</summary>
    public static async Task CopyAsync(ProcessRunner runner, string checkout, string copy, CancellationToken cancellationToken)
    {
        var (from, to) = (Scratch.For(checkout), Scratch.For(copy));
        await FolderCopy.RunAsync(runner, from.Git, to.Git, cancellationToken);
        GitView.Copy(from, to);
    }

    private void Link(string checkout, Scratch scratch)
    {
        AddLink(scratch, "", SandboxPlaces.Git, GitObjects.AllFolders(commonDir));
        // Where there is no sandbox, this one counts. A worktree of the repository has its own.
        var link = Path.Combine(checkout, ".git");
        if (!Path.Exists(link))
        {
            File.WriteAllText(link, $"gitdir: {scratch.Git}\n");
        }
    }

    private static void AddLink(Scratch scratch, string path, string gitDir, IReadOnlyList<string> objects)
    {
        var view = GitView.ReadFrom(scratch) ?? new([], []);
        PrivateFolder.Create(scratch.Private);
        File.WriteAllText(GitView.LinkFile(scratch, path), $"gitdir: {gitDir}\n");
        new GitView([.. view.Objects.Union(objects)], [.. view.Linked.Union([path])]).WriteTo(scratch);
    }

    private static async Task WriteAsync(string folder, string objects, string head, string index, string? worktree)
    {
        Array.ForEach(["refs", "objects/info"], name => Directory.CreateDirectory(Path.Combine(folder, name)));
        await File.WriteAllTextAsync(Path.Combine(folder, "HEAD"), head + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "objects", "info", "alternates"), objects + "\n");
        File.Copy(index, Path.Combine(folder, "index"), overwrite: true);
        var config = Path.Combine(folder, "config");
        if (!File.Exists(config))
        {
            await File.WriteAllTextAsync(config, Config(head, worktree));
        }
    }

    private static string Config(string head, string? worktree)
    {
        var isSha1 = head.Length == 40;
        return $"[core]\n\trepositoryformatversion = {(isSha1 ? 0 : 1)}\n\tbare = false\n"
            + (worktree is null ? "" : $"\tworktree = {worktree}\n")
            + (isSha1 ? "" : "[extensions]\n\tobjectformat = sha256\n");
    }

    // Submodules may be named relative to it. What it says beside the place, such as a password, is nobody's business here.
    private async Task AddOriginAsync(string checkout, Scratch scratch, CancellationToken cancellationToken)
    {
        var config = Path.Combine(scratch.Git, "config");
        if (!File.Exists(Path.Combine(checkout, ".gitmodules"))
            || (await File.ReadAllTextAsync(config, cancellationToken)).Contains("[remote", StringComparison.Ordinal))
        {
            return;
        }

        var ask = git.Call("read the origin", "config", "--get", "remote.origin.url") with { AcceptedExitCodes = [1] };
        var url = (await git.OutputAsync(ask, cancellationToken)).Trim();
        if (url.Length > 0 && !url.Any(c => char.IsControl(c) || c is '"' or '\\'))
        {
            await File.AppendAllTextAsync(config, $"[remote \"origin\"]\n\turl = {WithoutSecret(url)}\n", cancellationToken);
        }
    }

    /// <summary>Without them git would see a change in each file of an allowed filter, which was checked out through it.</summary>
    private async Task AddFiltersAsync(Scratch scratch, CancellationToken cancellationToken)
    {
        foreach (var filter in git.AllowedFilters)
        {
            foreach (var (name, value) in git.ConfinedDrivers.Where(setting => setting.Key == $"filter.{filter}.required"))
            {
                await SetAsync(name, value);
            }

            foreach (var way in new[] { "clean", "smudge", "process" })
            {
                var read = git.Call("read a filter", "config", "--get", $"filter.{filter}.{way}");
                var ask = read with { Config = [], AcceptedExitCodes = [1] };
                var command = (await git.OutputAsync(ask, cancellationToken)).TrimEnd('\n');
                var standIn = git.ConfinedDrivers.FirstOrDefault(setting => setting.Key == $"filter.{filter}.{way}").Value;
                if ((command.Length > 0 ? command : standIn) is { } run)
                {
                    await SetAsync($"filter.{filter}.{way}", run);
                }
            }
        }

        Task SetAsync(string name, string value) => git.RunAsync(
            git.Call("note a filter", "config", "--file", Path.Combine(scratch.Git, "config"), name, value), cancellationToken);
    }

    /// <summary>The commit that the tree would be: the same arguments give the same one, which nothing but this names.</summary>
    private async Task<string> CommitAsync(string parent, string tree, CancellationToken cancellationToken)
    {
        var read = git.Call("read a tree", "rev-parse", "--verify", "--end-of-options", parent + "^{tree}");
        if ((await git.OutputAsync(read, cancellationToken)).Trim() == tree)
        {
            return parent;
        }

        var commit = git.Call("commit a tree", "commit-tree", tree, "-p", parent, "-m", "The work that is checked");
        return (await git.OutputAsync(commit with { Date = DateTimeOffset.UnixEpoch }, cancellationToken)).Trim();
    }

    // A token may stand where the name of a user does.
    private static string WithoutSecret(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo is { Length: > 0 } user
        && (parsed.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal) || user.Contains(':', StringComparison.Ordinal))
            ? new UriBuilder(parsed) { UserName = "", Password = "" }.Uri.ToString()
            : url;
}
