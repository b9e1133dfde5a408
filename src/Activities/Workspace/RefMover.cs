using SlopTemporal.Local.Git;

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

        // Git keeps refs as files: 'slop' and 'slop/track' cannot both be branches.
        throw await repository.Refs.ReadAsync(name, cancellationToken) == old
            ? WorkspaceFailure.Create(
                $"{name} cannot be made in {repository.Root}: a branch or ref whose name begins or continues it is in the way. "
                + "'git for-each-ref' lists them; rename that one.")
            : new InvalidOperationException($"{name} moved just now; it is looked at again.");
    }

    /// <summary>Moves a ref to the commit, whatever it points to now, or makes it.</summary>
    public static async Task MoveFromCurrentAsync(GitRepository repository, string name, string commit, CancellationToken cancellationToken)
    {
        var old = await repository.Refs.ReadAsync(name, cancellationToken);
        await MoveAsync(repository, name, old, commit, cancellationToken);
    }
}
