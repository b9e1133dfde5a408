using System.Runtime.InteropServices;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Activities.Workspace;

/// <summary>A checkout with what <c>setup</c> made of it. It is never written again: it is copied, or seen through an overlay.</summary>
/// <param name="Files">Its folder; the home folder that setup wrote lies in its scratch folder.</param>
/// <param name="Tree">The tree that setup ran on: it may be another than was asked for, with the same inputs of setup.</param>
/// <param name="Failure">What setup failed with: then there is no stand. Null: it passed.</param>
internal sealed record Stand(string Files, string Tree, CheckFailure? Failure);

/// <summary>Makes stands, once for each tree and its setup, and keeps the last ones.</summary>
internal sealed class Stands(SlopHome home, Setup setup)
{
    /// <summary>To be raised where commands see their files in another way than before.</summary>
    private const int ViewVersion = 1;

    /// <summary>Stands that are kept; older ones go.</summary>
    private const int Kept = 8;

    private const string FilesName = "files";
    private const string ReadyName = "ready";

    /// <summary>One that was used within this time may be in use still: no activity runs longer.</summary>
    private static readonly TimeSpan MayBeInUse = TimeSpan.FromHours(6);

    /// <summary>Others wait while one of them makes the stand: the longest setup, by the limit of its commands.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromHours(4);

    /// <summary>The stand of a tree, or of one with the same inputs of setup. Whoever needs it first makes it.</summary>
    public async Task<Stand> GetAsync(GitRepository repository, TrackDocument document, string tree, CancellationToken cancellationToken)
    {
        if (document.Track.SetupInputs.Count > 0)
        {
            var inputs = await InputsAsync(repository, document, tree, cancellationToken);
            var shared = await GetAsync(repository, document, tree, inputs, cancellationToken);
            // A setup that changes tracked files, or adds files that are not ignored, made them for its own tree alone.
            if (shared.Failure is not null || shared.Tree == tree || SetupFiles.ReadFrom(shared.Files).Paths.Count == 0)
            {
                return shared;
            }
        }

        return await GetAsync(repository, document, tree, inputs: tree, cancellationToken);
    }

    private async Task<Stand> GetAsync(
        GitRepository repository, TrackDocument document, string tree, string inputs, CancellationToken cancellationToken)
    {
        var key = KeyFor(repository, document, inputs);
        var (folder, files) = (Path.Combine(home.Stands, key), Path.Combine(home.Stands, key, FilesName));
        using var held = await FileLock.AcquireAsync(Path.Combine(home.Locks, "stands", key + ".lock"), LockTimeout, cancellationToken);
        var ready = Path.Combine(folder, ReadyName);
        if (File.Exists(ready))
        {
            File.SetLastWriteTimeUtc(ready, DateTime.UtcNow);
            return new(files, await File.ReadAllTextAsync(ready, cancellationToken), Failure: null);
        }

        // What a kill left of it is no fresh checkout, and a setup may not bear what it finds there.
        Remove(folder);
        if (await MakeAsync(repository, document, tree, files, cancellationToken) is { } failure)
        {
            // The next attempt tries again: a registry may have been out of reach.
            Remove(folder);
            return new(files, tree, failure);
        }

        await File.WriteAllTextAsync(ready, tree, cancellationToken);
        RemoveOld();
        return new(files, tree, Failure: null);
    }

    private async Task<CheckFailure?> MakeAsync(
        GitRepository repository, TrackDocument document, string tree, string files, CancellationToken cancellationToken)
    {
        await repository.Trees.CheckOutAsync(files, tree, document.BaseCommit!, cancellationToken);
        // Checks see it through an overlay, whether setup wrote there or not.
        Directory.CreateDirectory(Scratch.For(files).Home);
        return await setup.RunAndRecordAsync(repository, document, files, tree, cancellationToken);
    }

    /// <summary>What the files that decide about setup are, in one line.</summary>
    private static async Task<string> InputsAsync(
        GitRepository repository, TrackDocument document, string tree, CancellationToken cancellationToken)
    {
        var entries = await repository.Trees.ListAsync(tree, cancellationToken);
        var inputs = entries.Where(entry => SetupInputs.Cover(document.Track, entry.Path)).Select(entry => $"{entry.Id} {entry.Path}");
        return Sha256.Hex(string.Join('\n', inputs.Concat(document.Track.SetupInputs)));
    }

    private static string KeyFor(GitRepository repository, TrackDocument document, string inputs) => Sha256.Hex(string.Join(
        '\n', [$"{ViewVersion}", RuntimeInformation.RuntimeIdentifier, repository.CommonDir, inputs, .. document.Track.Setup]))[..32];

    private void RemoveOld()
    {
        var old = new DirectoryInfo(home.Stands).EnumerateDirectories()
            .Select(folder => new FileInfo(Path.Combine(folder.FullName, ReadyName)))
            .Where(ready => ready.Exists)
            .OrderByDescending(ready => ready.LastWriteTimeUtc)
            .Skip(Kept)
            .Where(ready => ready.LastWriteTimeUtc < DateTime.UtcNow - MayBeInUse);
        foreach (var ready in old.ToList())
        {
            Remove(ready.DirectoryName!);
        }
    }

    // First what says that something is there: what is half removed is no stand.
    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(Path.Combine(folder, ReadyName));
        }

        FolderRemoval.Remove(folder);
    }
}
