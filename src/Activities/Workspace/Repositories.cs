using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The git repositories that tracks are bound to.</summary>
internal sealed class Repositories(Git git, Documents documents)
{
    /// <summary>The repository of a run, which must be there.</summary>
    public Task<GitRepository> OpenAsync(TrackScope run, CancellationToken cancellationToken) =>
        documents.Load(run.Document).Repository is { } path
            ? GitRepository.DiscoverAsync(git, path, cancellationToken)
            : throw WorkspaceFailure.Create($"Track {run.Track} names no repository: its tickets answer in text.");

    /// <summary>Null: the track is text only, or its repository is no longer where it was.</summary>
    public async Task<GitRepository?> FindAsync(TrackScope run, CancellationToken cancellationToken)
    {
        try
        {
            return documents.Load(run.Document).Repository is { } path
                ? await GitRepository.DiscoverAsync(git, path, cancellationToken)
                : null;
        }
        catch (GitException e) when (e.Problem is GitProblem.NotARepository or GitProblem.BareRepository)
        {
            return null;
        }
    }
}
