using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The repository of a track and the commit to start from, as they are on this machine.</summary>
/// <param name="Repository">Null for a text-only track, or where it is not usable.</param>
/// <param name="BaseCommit">Full id; null like the repository.</param>
/// <param name="Problems">What keeps the track from running here.</param>
internal sealed record TrackRepository(GitRepository? Repository, string? BaseCommit, IReadOnlyList<Problem> Problems)
{
    private const string RepositoryCode = "TK201";
    private const string BaseCode = "TK202";

    public static async Task<TrackRepository> ResolveAsync(TrackFile file, Track track, SlopHome home, CancellationToken cancellationToken)
    {
        if (track.Repository is not { } written)
        {
            return new(null, null, []);
        }

        var path = Path.GetFullPath(written, file.Folder);
        try
        {
            var repository = await GitRepository.DiscoverAsync(new(ProcessRunner.Shared, home), path, cancellationToken);
            if (RealPath.Resolve(repository.Root) != RealPath.Resolve(path))
            {
                return Problem(
                    file,
                    "repository",
                    RepositoryCode,
                    $"{path} is a folder within the repository {repository.Root}",
                    "name the repository's top folder");
            }

            return new(repository, await repository.Commits.ResolveAsync(track.Base ?? "HEAD", cancellationToken), []);
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
        catch (GitException e) when (e.Problem == GitProblem.UnknownRevision)
        {
            return Problem(
                file,
                "base",
                BaseCode,
                $"the repository {path} has no branch or commit {track.Base}",
                "name one that `git log` knows, or leave `base` out for what is checked out");
        }
        catch (GitException e)
        {
            return Problem(
                file,
                "repository",
                RepositoryCode,
                e.Message.TrimEnd('.'),
                "paths are relative to the track file; without `repository` tickets only answer in text");
        }
    }

    private static TrackRepository Problem(TrackFile file, string field, string code, string message, string help) =>
        new(null, null, [new Problem { Code = code, Message = message, Help = help }.WithPosition(file, field)]);
}
