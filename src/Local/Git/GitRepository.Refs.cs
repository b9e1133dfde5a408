namespace SlopTemporal.Local.Git;

public sealed partial class GitRepository
{
    private const string LockTaken = ".lock': File exists";
    private static readonly string[] OwnRefs = ["refs/heads/slop/", "refs/slop/"];

    /// <summary>The commit that a branch, tag or id stands for.</summary>
    /// <exception cref="GitException">There is no such commit, or none at all yet.</exception>
    public async Task<string> ResolveCommitAsync(string revision, CancellationToken cancellationToken)
    {
        var result = await RunOnObjectsAsync(RevParse($"resolve '{revision}'", revision + "^{commit}"), cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text.Trim() : throw await UnresolvedAsync(revision, cancellationToken);
    }

    /// <summary>Short name of the branch that is checked out; null if none is.</summary>
    public async Task<string?> CurrentBranchAsync(CancellationToken cancellationToken)
    {
        var call = Call("read HEAD", "symbolic-ref", "--quiet", "--short", "HEAD") with { AcceptedExitCodes = [1] };
        var result = await RunOnObjectsAsync(call, cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text.Trim() : null;
    }

    /// <summary>The commit that the full ref name points to; null if there is none.</summary>
    public async Task<string?> ReadRefAsync(string name, CancellationToken cancellationToken)
    {
        var result = await RunOnObjectsAsync(RevParse($"read {name}", name), cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text.Trim() : null;
    }

    /// <summary>Moves the ref if it is where it is believed to be.</summary>
    /// <param name="old">Null: there must be no such ref yet.</param>
    /// <returns>False if it is elsewhere.</returns>
    public async Task<bool> UpdateRefAsync(string name, string commit, string? old, CancellationToken cancellationToken)
    {
        var before = old ?? new string('0', commit.Length);
        return await ChangeRefAsync(name, Call($"move {name}", "update-ref", "--no-deref", name, commit, before), cancellationToken)
            || await ReadRefAsync(name, cancellationToken) == commit;
    }

    /// <summary>Full names of the refs beneath the prefix, with what they point to.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ListRefsAsync(string prefix, CancellationToken cancellationToken)
    {
        var lines = await OutputAsync(Call("list refs", "for-each-ref", "--format=%(refname) %(objectname)", prefix), cancellationToken);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    private GitCall RevParse(string purpose, string revision) =>
        Call(purpose, "rev-parse", "--verify", "--quiet", "--end-of-options", revision) with { AcceptedExitCodes = [1, 128] };

    private async Task<bool> ChangeRefAsync(string name, GitCall call, CancellationToken cancellationToken)
    {
        // Git itself waits for a lock (core.filesRefLockTimeout): what is left after that belongs to a killed process.
        var result = await RunOnObjectsAsync(call with { AcceptedExitCodes = [1, 128] }, cancellationToken);
        var isOwn = Array.Exists(OwnRefs, own => name.StartsWith(own, StringComparison.Ordinal));
        if (isOwn && result.StandardError.Text.Contains(LockTaken, StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(CommonDir, name + ".lock"));
            result = await RunOnObjectsAsync(call with { AcceptedExitCodes = [1, 128] }, cancellationToken);
        }

        return result.Succeeded || (IsRefusal(result.StandardError.Text) ? false : throw GitException.Failed(call, result));
    }

    // "is at … but expected …", "reference already exists", "unable to resolve reference": the ref is elsewhere.
    private static bool IsRefusal(string error) =>
        error.Contains("cannot lock ref", StringComparison.Ordinal) && !error.Contains(LockTaken, StringComparison.Ordinal);

    private async Task<GitException> UnresolvedAsync(string revision, CancellationToken cancellationToken)
    {
        if ((await ListRefsAsync("refs/", cancellationToken)).Count == 0)
        {
            return new(GitProblem.NoCommitYet, $"{Root} has no commit yet. Commit something first.");
        }

        var current = await CurrentBranchAsync(cancellationToken);
        return revision == "HEAD" || revision == current
            ? new(
                GitProblem.NoCommitYet,
                $"The branch '{current}' that is checked out in {Root} has no commit yet. Commit something, or name another base.")
            : new(
                GitProblem.UnknownRevision,
                $"'{revision}' is no branch, tag or commit of {Root}. 'git branch --all' lists the branches.");
    }
}
