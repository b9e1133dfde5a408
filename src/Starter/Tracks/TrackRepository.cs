using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The repository of a track and the commit to start from, as they are on this machine.</summary>
/// <param name="Repository">Null for a text-only track, or where it is not usable.</param>
/// <param name="BaseCommit">Full id; null like the repository.</param>
/// <param name="Problems">What keeps the track from running here.</param>
internal sealed record TrackRepository(GitRepository? Repository, string? BaseCommit, IReadOnlyList<Problem> Problems)
{
    private const string RepositoryCode = "TK201";
    private const string BaseCode = "TK202";
    private const int MaxNames = 5;

    /// <summary>Mistakes wherever the file is: the repository is here, and what the file wants of it is not.</summary>
    public IReadOnlyList<Problem> Errors => [.. Problems.Where(p => p.Code == BaseCode)];

    /// <summary>What may only be missing on this machine: the file may be meant for another one.</summary>
    public IReadOnlyList<Problem> Warnings => [.. Problems.Except(Errors)];

    public static async Task<TrackRepository> ResolveAsync(TrackFile file, Track track, SlopHome home, CancellationToken cancellationToken)
    {
        if (track.Repository is not { } written)
        {
            return new(null, null, []);
        }

        var path = Path.GetFullPath(written, file.Folder);
        GitRepository? repository = null;
        try
        {
            repository = await GitRepository.DiscoverAsync(new(ProcessRunner.Shared, home), path, cancellationToken);
            if (RealPath.Resolve(repository.Root) != RealPath.Resolve(path))
            {
                return Problem(
                    file,
                    "repository",
                    RepositoryCode,
                    $"{path} is a folder within the repository {repository.Root}",
                    $"name the repository's top folder: \"{Path.GetRelativePath(file.Folder, repository.Root)}\"");
            }

            return new(repository, await repository.Commits.ResolveBaseAsync(track.Base, cancellationToken), []);
        }
        catch (GitException e) when (e.Problem == GitProblem.NoCommitYet)
        {
            return Problem(
                file,
                "repository",
                RepositoryCode,
                $"the repository {path} has no commit yet",
                "commit something: the work starts from it");
        }
        catch (GitException e) when (e.Problem == GitProblem.UnknownRevision && repository is not null)
        {
            return Problem(
                file,
                "base",
                BaseCode,
                $"the repository {path} has no branch, tag or commit {track.Base}",
                BaseHelp(track.Base!, await repository.Refs.NamesAsync(cancellationToken)));
        }
        catch (GitException e)
        {
            return Problem(
                file,
                "repository",
                RepositoryCode,
                e.Message.TrimEnd('.'),
                e.Problem == GitProblem.NotARepository
                    ? "paths are relative to the track file; without `repository` tickets only answer in text"
                    : null);
        }
    }

    private static string BaseHelp(string written, IReadOnlyList<string> names)
    {
        var known = string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? ", …" : "");
        return (Suggestions.Question(written, names) ?? $"there are {known}") + "; without `base` it is what is checked out";
    }

    // Names of refs and folders, and the words of git, may hold anything.
    private static TrackRepository Problem(TrackFile file, string field, string code, string message, string? help)
    {
        var problem = new Problem { Code = code, Message = SafeText.Line(message), Help = help is null ? null : SafeText.Line(help) };
        return new(null, null, [file.Text is { } text ? problem.PlacedAt(text, field) : problem]);
    }
}
