using System.Globalization;

namespace SlopTemporal.Local.Git;

/// <summary>The commits of a repository.</summary>
public sealed class GitCommits
{
    private const char FieldEnd = '\u001f';
    private const string Format = "--format=%H%x1f%P%x1f%ct%x1f%s%x1f%b";

    private readonly BoundGit _git;
    private readonly GitRefs _refs;

    internal GitCommits(BoundGit git, GitRefs refs) => (_git, _refs) = (git, refs);

    /// <summary>The commit that a branch, tag or id stands for.</summary>
    /// <exception cref="GitException">There is no such commit, or none at all yet.</exception>
    public async Task<string> ResolveAsync(string revision, CancellationToken cancellationToken) =>
        await _refs.FindObjectAsync($"resolve '{revision}'", revision + "^{commit}", cancellationToken)
        ?? throw await UnresolvedAsync(revision, cancellationToken);

    /// <summary>The commit that the base of a track stands for: a branch before anything else of that name.</summary>
    /// <param name="name">Null: what is checked out.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="GitException">There is no such commit, or none at all yet.</exception>
    public async Task<string> ResolveBaseAsync(string? name, CancellationToken cancellationToken)
    {
        var revision = name ?? "HEAD";
        var exact = await _refs.ExpandAsync(revision, cancellationToken);
        return await _refs.FindObjectAsync($"resolve '{revision}'", exact + "^{commit}", cancellationToken)
            ?? throw await UnresolvedAsync(revision, cancellationToken);
    }

    /// <summary>The tree that the commit holds.</summary>
    public async Task<string> GetTreeAsync(string commit, CancellationToken cancellationToken)
    {
        var call = _git.Call($"read the tree of {commit}", "rev-parse", "--verify", "--end-of-options", commit + "^{tree}");
        return (await _git.OutputAsync(call, cancellationToken)).Trim();
    }

    /// <summary>Whether the id is a commit's; false: it is a tree's, or of nothing.</summary>
    public async Task<bool> IsCommitAsync(string id, CancellationToken cancellationToken) =>
        await _refs.FindObjectAsync($"look at {id}", id + "^{commit}", cancellationToken) is not null;

    /// <summary>True if the first commit is the second or comes before it.</summary>
    public async Task<bool> IsAncestorAsync(string ancestor, string commit, CancellationToken cancellationToken)
    {
        var call = _git.Call("compare commits", "merge-base", "--is-ancestor", ancestor, commit) with { AcceptedExitCodes = [1] };
        return (await _git.RunAsync(call, cancellationToken)).Succeeded;
    }

    /// <summary>One commit by its id.</summary>
    public async Task<GitCommit> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await LogAsync($"{id}^!", cancellationToken))[0];

    /// <summary>Commits of a range such as <c>base..tip</c>, newest first.</summary>
    public Task<IReadOnlyList<GitCommit>> LogAsync(string range, CancellationToken cancellationToken) =>
        ReadLogAsync(["--end-of-options", range], cancellationToken);

    /// <summary>The newest commit of a range that changed the file; null: none did.</summary>
    public async Task<GitCommit?> FindLastAsync(string range, string path, CancellationToken cancellationToken) =>
        await ReadLogAsync(["-1", "--end-of-options", range, "--", ":(top,literal)" + path], cancellationToken) is [var last, ..]
            ? last
            : null;

    /// <summary>
    /// The newest commit that is reachable from the tip, but not from <paramref name="notBefore"/>, and whose message has exactly that
    /// line.
    /// </summary>
    public async Task<GitCommit?> FindByTrailerAsync(string tip, string? notBefore, string trailer, CancellationToken cancellationToken)
    {
        string[] end = notBefore is null ? [] : ["^" + notBefore];
        var commits = await ReadLogAsync(["--fixed-strings", "--grep=" + trailer, "--end-of-options", tip, .. end], cancellationToken);
        return commits.FirstOrDefault(commit => commit.Body.Split('\n').Any(line => line.TrimEnd() == trailer));
    }

    /// <summary>Writes a commit, which no ref names yet. The same arguments give the same id, whenever and wherever.</summary>
    public async Task<string> WriteAsync(
        string tree, IReadOnlyList<string> parents, string message, DateTimeOffset date, CancellationToken cancellationToken)
    {
        string[] named = [.. parents.SelectMany(parent => new[] { "-p", parent })];
        var call = _git.Call("write a commit", ["commit-tree", tree, .. named, "-F", "-"]).Reading(message) with { Date = date };
        return (await _git.OutputAsync(call, cancellationToken)).Trim();
    }

    private async Task<IReadOnlyList<GitCommit>> ReadLogAsync(IReadOnlyList<string> which, CancellationToken cancellationToken)
    {
        var call = _git.Call("read the log", ["log", "-z", "--no-show-signature", Format, .. which]);
        var output = await _git.OutputAsync(call, cancellationToken);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static GitCommit Read(string line)
    {
        var fields = line.Split(FieldEnd, 5);
        var committed = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[2], CultureInfo.InvariantCulture));
        return new(fields[0], fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), committed, fields[3], fields[4]);
    }

    private async Task<GitException> UnresolvedAsync(string revision, CancellationToken cancellationToken)
    {
        var root = _git.Folder;
        if ((await _refs.ListAsync("refs/", cancellationToken)).Count == 0)
        {
            return new(GitProblem.NoCommitYet, $"{root} has no commit yet. Commit something first.");
        }

        var current = await _refs.CurrentBranchAsync(cancellationToken);
        return revision == "HEAD" || revision == current
            ? new(
                GitProblem.NoCommitYet,
                $"The branch '{current}' that is checked out in {root} has no commit yet. Commit something, or name another base.")
            : new(
                GitProblem.UnknownRevision,
                $"'{revision}' is not a branch, tag or commit of {root}. 'git branch --all' lists the branches.");
    }
}
