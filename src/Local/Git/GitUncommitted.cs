namespace SlopTemporal.Local.Git;

/// <summary>What the person's checkout has beside its commit: only to be told, so it may not take long, and it runs nothing.</summary>
public sealed class GitUncommitted
{
    /// <summary>A checkout that takes longer is not looked at: a run does not wait for a remark.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Settings of ours for worktrees of ours; here the repository's own say what the person would call a change.
    private const string OwnSettings = @"^core\.(filemode|excludesfile)$";

    private readonly BoundGit _checkout;
    private readonly GitRefs _refs;

    internal GitUncommitted(BoundGit checkout, GitRefs refs) => (_checkout, _refs) = (checkout, refs);

    /// <summary>True: the checkout stands on that commit, so that its changes are on top of it.</summary>
    public async Task<bool> IsAtAsync(string commit, CancellationToken cancellationToken) =>
        await _refs.FindObjectAsync("read HEAD", "HEAD^{commit}", cancellationToken) == commit;

    /// <summary>
    /// Paths that are staged, changed or removed, then those that are neither tracked nor ignored; a folder of these is one path.
    /// </summary>
    /// <remarks>
    /// Files whose size and time git knows are not read. The others are compared as they are: filters are switched off, so that a file
    /// with one may count as changed where only its time is.
    /// </remarks>
    /// <param name="excludes">A file of patterns that the person ignores everywhere; null: none.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="GitException">Git could not, or took longer than <see cref="Limit"/>.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(string? excludes, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, string>> settings =
        [
            .. excludes is null ? [] : new[] { KeyValuePair.Create("core.excludesFile", excludes) },
            .. await OwnSettingsAsync(cancellationToken),
        ];
        string[] compare = ["diff-index", "--cached", "--name-only", "-z", "--no-ext-diff", "--ignore-submodules=all", "HEAD"];
        var staged = await NamesAsync(settings, compare, cancellationToken);
        var changed = await NamesAsync(settings, ["ls-files", "-z", "--modified"], cancellationToken);
        var others = await NamesAsync(
            settings, ["ls-files", "-z", "--others", "--exclude-standard", "--directory", "--no-empty-directory"], cancellationToken);
        return [.. staged.Concat(changed).Distinct(StringComparer.Ordinal), .. others];
    }

    /// <summary>What a configuration file of the person names as <c>core.excludesFile</c>, as it is written; null: nothing.</summary>
    public async Task<string?> FindExcludesAsync(string configuration, CancellationToken cancellationToken)
    {
        var call = Call(["config", "--file", configuration, "--get", "core.excludesFile"]) with { AcceptedExitCodes = [1] };
        return (await _checkout.OutputAsync(call, cancellationToken)).Trim() is { Length: > 0 } file ? file : null;
    }

    private async Task<string[]> NamesAsync(
        IReadOnlyList<KeyValuePair<string, string>> settings, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var call = Call(command);
        call = call with { Config = [.. call.Config, .. settings] };
        return (await _checkout.OutputAsync(call, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<IEnumerable<KeyValuePair<string, string>>> OwnSettingsAsync(CancellationToken cancellationToken)
    {
        var call = Call(["config", "--local", "--null", "--get-regexp", OwnSettings]) with { AcceptedExitCodes = [1] };
        var lines = (await _checkout.OutputAsync(call, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => line.Split('\n', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]));
    }

    private GitCall Call(IReadOnlyList<string> command) => _checkout.Call("look for uncommitted changes", command) with { Timeout = Limit };
}
