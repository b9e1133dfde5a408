using SlopTemporal.Local.Git;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Moves a ref by compare-and-swap, and tells why it did not move.</summary>
internal static class RefMover
{
    /// <summary>Moves a ref to the commit if it points to the old one.</summary>
    /// <param name="old">Where it is believed to be; null: there is no such ref yet.</param>
    public static async Task MoveAsync(
        GitRepository repository, string name, string? old, string commit, CancellationToken cancellationToken)
    {
        if (await repository.Refs.UpdateAsync(name, commit, old, cancellationToken))
        {
            return;
        }

        throw await repository.Refs.ReadAsync(name, cancellationToken) == old
            ? InTheWay(repository, name)
            : new InvalidOperationException($"{name} moved just now; it is looked at again.");
    }

    /// <summary>Lets a ref of ours name the object, wherever it pointed before: git collects what nothing names.</summary>
    public static async Task HoldAsync(GitRepository repository, string name, string id, CancellationToken cancellationToken)
    {
        if (!await repository.Refs.SetAsync(name, id, cancellationToken))
        {
            throw InTheWay(repository, name);
        }
    }

    // Git keeps refs as files: 'slop' and 'slop/track' cannot both be branches.
    private static ApplicationFailureException InTheWay(GitRepository repository, string name) => WorkspaceFailure.Create(
        $"{name} cannot be made in {repository.Root}: a branch or ref whose name begins or continues it is in the way. "
        + "'git for-each-ref' lists them; rename that one.");
}
