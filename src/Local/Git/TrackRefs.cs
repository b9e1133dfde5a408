using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Local.Git;

/// <summary>All that is written into the user's repository.</summary>
public static class TrackRefs
{
    private const string Heads = "refs/heads/";

    private const string Trailer = "Slop-Key: ";

    /// <summary>Full name of the branch that finished work is put on.</summary>
    public static string Branch(TrackScope run) => $"{Heads}slop/{run.Track}";

    /// <summary>Short name of that branch, without <c>refs/heads/</c>, as people write it.</summary>
    public static string BranchName(TrackScope run) => Branch(run)[Heads.Length..];

    /// <summary>Keeps what the branch was before this epoch.</summary>
    public static string BranchBefore(TrackScope run) => $"refs/slop/{run.Track}/before-{run.Epoch}";

    /// <summary>Keeps an attempt's work: the tree while it is checked, then its commit.</summary>
    public static string Attempt(AttemptScope scope) => $"refs/slop/{scope.Run.Track}/{scope.Ticket}/{scope.Attempt}";

    /// <summary>Keeps that commit merged with what others did, while it is checked.</summary>
    public static string Merged(AttemptScope scope) => $"{Attempt(scope)}-merged";

    /// <summary>Line of a commit's message: which effect it is.</summary>
    public static string KeyLine(string key) => Trailer + key;

    /// <summary>Whether a line of a message would be read as such a line.</summary>
    public static bool IsKeyLine(string line) => line.TrimStart().StartsWith(Trailer.TrimEnd(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Which effect a commit is; null: none of ours.</summary>
    public static string? FindKey(GitCommit commit) =>
        commit.Body.Split('\n').LastOrDefault(line => line.StartsWith(Trailer, StringComparison.Ordinal))?[Trailer.Length..].TrimEnd();

    /// <summary>What the keys of a run's commits start with.</summary>
    public static string KeyPrefix(TrackScope run) => $"{run.Track}/{run.Epoch}/";
}
