using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Where commands run on exactly one tree: its files, what <c>setup</c> made, and a home folder that no model wrote.</summary>
/// <param name="Files">Its folder; with overlays, the place where they are seen.</param>
/// <param name="Overlays">What the folder is seen through.</param>
/// <param name="Failure">What setup failed with: then there is no place. Null: it passed.</param>
internal sealed record CheckPlace(string Files, IReadOnlyList<SandboxOverlay> Overlays, CheckFailure? Failure)
{
    /// <summary>The commands of setup that passed, in order.</summary>
    public IReadOnlyList<PassedCheck> Setup { get; init; } = [];
}

/// <summary>A tree to be checked.</summary>
/// <param name="Worktree">The place lies beside it and goes with it, at the latest.</param>
/// <param name="Base">Commit or tree that setup ran on before the work began.</param>
/// <param name="Tree">What is checked.</param>
internal sealed record CheckPlaceRequest(GitRepository Repository, TrackDocument Document, string Worktree, string Base, string Tree);

/// <summary>Lays out places for checks: a stand under an overlay that is thrown away, or a copy of it where overlays are refused.</summary>
internal sealed class CheckPlaces(
    Stands stands, CommandRunner commands, Setup setup, Sandbox sandbox, ProcessRunner runner, Func<SlopSettings> settings)
{
    private const string Note = "place";

    /// <summary>The place for the tree. A retry finds the one that it had, with what its commands left there.</summary>
    public async Task<CheckPlace> OpenAsync(CheckPlaceRequest request, CancellationToken cancellationToken)
    {
        var files = FolderFor(request.Worktree);
        var notes = new WorktreeNotes(files);
        var known = notes.Read<PlaceNote>(Note);
        if (known?.Tree != request.Tree || !Directory.Exists(files))
        {
            known = null;
            Remove(request.Worktree);
        }

        if (request.Document.Track.Setup.Count == 0 || !await commands.IsConfinedAsync(request.Document, cancellationToken))
        {
            return await OpenAnewAsync(request, files, known is not null, cancellationToken);
        }

        var stand = await GetStandAsync(request, cancellationToken);
        if (stand.Failure is not null)
        {
            return new(files, [], stand.Failure);
        }

        var isOverlaid = known?.IsOverlaid
            ?? (settings().CheckFolder == CheckFolder.Auto && await sandbox.CanOverlayAsync(cancellationToken));
        SandboxOverlay[] overlays = isOverlaid ? Overlays(stand.Files, files) : [];
        if (known is null)
        {
            await LayOutAsync(request, stand.Files, files, overlays, cancellationToken);
            notes.Write(Note, new PlaceNote(request.Tree, isOverlaid));
        }

        return new(files, overlays, Failure: null) { Setup = Setup.Passed(request.Document, stand.Files) };
    }

    /// <summary>Removes the place of a worktree, if there is one.</summary>
    public static void Remove(string worktree)
    {
        new WorktreeNotes(FolderFor(worktree)).Remove(Note);
        FolderRemoval.Remove(FolderFor(worktree));
        FolderRemoval.Remove(Scratch.For(FolderFor(worktree)).Root);
    }

    private static string FolderFor(string worktree) => Path.TrimEndingDirectorySeparator(worktree) + ".check";

    /// <summary>What setup made of the base serves every tree that asks for the same setup.</summary>
    private async Task<Stand> GetStandAsync(CheckPlaceRequest request, CancellationToken cancellationToken)
    {
        var (repository, document) = (request.Repository, request.Document);
        var changed = await repository.Trees.ChangesAsync(request.Base, request.Tree, cancellationToken);
        var tree = SetupInputs.AreAmong(changed, document.Track)
            ? request.Tree
            : await repository.Commits.GetTreeAsync(request.Base, cancellationToken);
        return await stands.GetAsync(repository, document, tree, cancellationToken);
    }

    private async Task LayOutAsync(
        CheckPlaceRequest request, string stand, string files, SandboxOverlay[] overlays, CancellationToken cancellationToken)
    {
        var (from, to) = (Scratch.For(stand), Scratch.For(files));
        foreach (var overlay in overlays)
        {
            Array.ForEach([overlay.Upper, overlay.Work, overlay.Mount], folder => Directory.CreateDirectory(folder));
        }

        if (overlays.Length == 0)
        {
            await FolderCopy.RunAsync(runner, stand, files, cancellationToken);
            await FolderCopy.RunAsync(runner, from.Home, to.Home, cancellationToken);
        }

        await request.Repository.Trees.MoveAsync(stand, files, request.Tree, request.Base, overlays, cancellationToken);
    }

    private static SandboxOverlay[] Overlays(string stand, string files)
    {
        var (from, to) = (Scratch.For(stand), Scratch.For(files));
        SandboxOverlay Over(string lower, string name, string mount) =>
            new(lower, Path.Combine(to.Private, name), Path.Combine(to.Private, name + ".work"), mount);
        return [Over(stand, "files", files), Over(from.Home, "home", to.Home)];
    }

    /// <summary>
    /// Without setup a checkout is all there is. Without a sandbox a stand would be seen at another path than the one where setup ran,
    /// and much of what it makes holds its path: there setup runs in the place itself.
    /// </summary>
    private async Task<CheckPlace> OpenAnewAsync(
        CheckPlaceRequest request, string files, bool isThere, CancellationToken cancellationToken)
    {
        if (!isThere)
        {
            await request.Repository.Trees.CheckOutAsync(files, request.Tree, request.Base, cancellationToken);
            new WorktreeNotes(files).Write(Note, new PlaceNote(request.Tree, IsOverlaid: false));
        }

        return new(files, [], await setup.RunAsync(request.Document, files)) { Setup = Setup.Passed(request.Document, files) };
    }

    private sealed record PlaceNote(string Tree, bool IsOverlaid);
}
