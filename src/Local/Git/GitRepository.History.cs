using System.Globalization;

namespace SlopTemporal.Local.Git;

public sealed partial class GitRepository
{
    private const char FieldEnd = '\u001f';
    private const string CommitFormat = "--format=%H%x1f%P%x1f%ct%x1f%s%x1f%b";

    /// <summary>True if the first commit is the second or comes before it.</summary>
    public async Task<bool> IsAncestorAsync(string ancestor, string commit, CancellationToken cancellationToken)
    {
        var call = Call("compare commits", "merge-base", "--is-ancestor", ancestor, commit) with { AcceptedExitCodes = [1] };
        return (await RunOnObjectsAsync(call, cancellationToken)).Succeeded;
    }

    /// <summary>Commits of a range such as <c>base..tip</c>, newest first.</summary>
    public Task<IReadOnlyList<GitCommit>> LogAsync(string range, CancellationToken cancellationToken) =>
        CommitsAsync(["--end-of-options", range], cancellationToken);

    /// <summary>
    /// The newest commit that is reachable from the tip, but not from <paramref name="notBefore"/>, and whose message has exactly that
    /// line.
    /// </summary>
    public async Task<GitCommit?> FindByTrailerAsync(string tip, string? notBefore, string trailer, CancellationToken cancellationToken)
    {
        string[] end = notBefore is null ? [] : ["^" + notBefore];
        var commits = await CommitsAsync(["--fixed-strings", "--grep=" + trailer, "--end-of-options", tip, .. end], cancellationToken);
        return commits.FirstOrDefault(commit => commit.Body.Split('\n').Any(line => line.TrimEnd() == trailer));
    }

    /// <summary>A file of a commit or tree as text; null if it is not there.</summary>
    public async Task<string?> ReadFileAsync(string revision, string path, CancellationToken cancellationToken)
    {
        var call = Call($"read {path} of {revision}", "cat-file", "blob", $"{revision}:{path}") with { AcceptedExitCodes = [128] };
        var result = await RunOnObjectsAsync(call, cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text : null;
    }

    private async Task<IReadOnlyList<GitCommit>> CommitsAsync(IReadOnlyList<string> which, CancellationToken cancellationToken)
    {
        var call = Call("read the log", ["log", "-z", "--no-show-signature", CommitFormat, .. which]);
        var output = await OutputAsync(call, cancellationToken);
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(ReadCommit)];
    }

    private static GitCommit ReadCommit(string line)
    {
        var fields = line.Split(FieldEnd, 5);
        var committed = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[2], CultureInfo.InvariantCulture));
        return new(fields[0], fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), committed, fields[3], fields[4]);
    }
}
