namespace SlopTemporal.Local.Git;

/// <summary>The refs of a repository: branches, tags and those of ours.</summary>
public sealed class GitRefs
{
    private const string LockTaken = ".lock': File exists";
    private const string Head = "HEAD";
    private static readonly string[] OwnRefs = ["refs/heads/slop/", "refs/slop/"];

    // Where a short name is looked for, in this order.
    private static readonly string[] NamedFolders = ["refs/heads/", "refs/remotes/", "refs/tags/"];

    private readonly BoundGit _git;
    private readonly string _commonDir;

    internal GitRefs(BoundGit git, string commonDir) => (_git, _commonDir) = (git, commonDir);

    /// <summary>Short name of the branch that is checked out; null if none is.</summary>
    public async Task<string?> CurrentBranchAsync(CancellationToken cancellationToken)
    {
        var call = _git.Call("read HEAD", "symbolic-ref", "--quiet", "--short", "HEAD") with { AcceptedExitCodes = [1] };
        var result = await _git.RunAsync(call, cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text.Trim() : null;
    }

    /// <summary>What the full ref name points to; null if there is no such ref.</summary>
    /// <remarks>A revision of that text could be a tag whose own name begins with <c>refs/heads/</c>.</remarks>
    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(name, cancellationToken)).GetValueOrDefault(name);

    /// <summary>Short names of branches, then of remote branches, then of tags.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var refs = await ReadNamesAsync(NamedFolders, cancellationToken);
        return [.. NamedFolders.SelectMany(f => refs.Where(r => r.StartsWith(f, StringComparison.Ordinal)).Select(r => r[f.Length..]))];
    }

    /// <summary>
    /// A revision as people write it, with the full name of the branch that it begins with; else of the remote branch, else of the tag.
    /// </summary>
    /// <remarks>Git itself takes a tag, or a file in its own folder, before the branch of the same name.</remarks>
    internal async Task<string> ExpandAsync(string revision, CancellationToken cancellationToken)
    {
        var name = revision[..EndOfName(revision)];
        if (name is "" or Head || IsFullId(name))
        {
            return revision;
        }

        string[] candidates = [.. NamedFolders.Select(folder => folder + name)];
        var found = await ReadNamesAsync(candidates, cancellationToken);
        return Array.Find(candidates, found.Contains) is { } full ? full + revision[name.Length..] : revision;
    }

    /// <summary>Moves the ref if it is where it is believed to be.</summary>
    /// <param name="old">Null: there must be no such ref yet.</param>
    /// <returns>False if it is elsewhere.</returns>
    public async Task<bool> UpdateAsync(string name, string commit, string? old, CancellationToken cancellationToken)
    {
        var before = old ?? new string('0', commit.Length);
        return await ChangeAsync(name, _git.Call($"move {name}", "update-ref", "--no-deref", name, commit, before), cancellationToken)
            || await ReadAsync(name, cancellationToken) == commit;
    }

    /// <summary>Lets the ref name the object, wherever it pointed before.</summary>
    /// <returns>False if another ref is in the way.</returns>
    public Task<bool> SetAsync(string name, string id, CancellationToken cancellationToken) =>
        ChangeAsync(name, _git.Call($"set {name}", "update-ref", "--no-deref", name, id), cancellationToken);

    /// <summary>Full names of the refs beneath the prefix, with what they point to.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var call = _git.Call("list refs", "for-each-ref", "--format=%(refname) %(objectname)", prefix);
        var lines = await _git.OutputAsync(call, cancellationToken);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>The id of the object that a revision stands for; null if there is none.</summary>
    internal async Task<string?> FindObjectAsync(string purpose, string revision, CancellationToken cancellationToken)
    {
        string[] arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision];
        var result = await _git.RunAsync(_git.Call(purpose, arguments) with { AcceptedExitCodes = [1, 128] }, cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text.Trim() : null;
    }

    private async Task<string[]> ReadNamesAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        var call = _git.Call("list refs", ["for-each-ref", "--format=%(refname)", .. patterns]);
        return (await _git.OutputAsync(call, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // No name of a ref holds one of these: a step such as ~1 or @{upstream} begins here.
    private static int EndOfName(string revision)
    {
        var end = revision.AsSpan().IndexOfAny('~', '^', ':');
        var at = revision.IndexOf("@{", StringComparison.Ordinal);
        return Math.Min(end < 0 ? revision.Length : end, at < 0 ? revision.Length : at);
    }

    // A full id is the commit: git makes no branch of such a name by itself.
    private static bool IsFullId(string name) => name.Length is 40 or 64 && name.All(char.IsAsciiHexDigit);

    private async Task<bool> ChangeAsync(string name, GitCall call, CancellationToken cancellationToken)
    {
        // Git itself waits for a lock (core.filesRefLockTimeout): what is left after that belongs to a killed process.
        var result = await _git.RunAsync(call with { AcceptedExitCodes = [1, 128] }, cancellationToken);
        var isOwn = Array.Exists(OwnRefs, own => name.StartsWith(own, StringComparison.Ordinal));
        if (isOwn && result.StandardError.Text.Contains(LockTaken, StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(_commonDir, name + ".lock"));
            result = await _git.RunAsync(call with { AcceptedExitCodes = [1, 128] }, cancellationToken);
        }

        return result.Succeeded || (IsRefusal(result.StandardError.Text) ? false : throw GitException.Failed(call, result));
    }

    // "is at … but expected …", "reference already exists", "unable to resolve reference": the ref is elsewhere.
    private static bool IsRefusal(string error) =>
        error.Contains("cannot lock ref", StringComparison.Ordinal) && !error.Contains(LockTaken, StringComparison.Ordinal);
}
