using System.Security.Cryptography;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Files;

/// <summary>
/// The files of one worktree as a model may use them: by relative path, never through a link that leads out, never git's own.
/// </summary>
/// <remarks>All members throw <see cref="PathRefusedException"/> for a path that is out of bounds.</remarks>
/// <param name="root">Top of the worktree.</param>
/// <param name="guard">What the model is kept from; null: nothing.</param>
public sealed class WorktreeFiles(string root, FileGuard? guard = null)
{
    /// <summary>Largest file that is read or written, in bytes.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>A NUL within so many bytes makes a file binary.</summary>
    public const int BinaryCheckBytes = 8 * 1024;

    private const string CrashPrefix = "edit";
    private const UnixFileMode Readers = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runners = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode NewFile = Readers | UnixFileMode.UserWrite;

    public string Root => root;

    /// <summary>True if there is a file.</summary>
    public bool Exists(string path)
    {
        using var handle = SafePath.OpenFile(root, FilePath(path), LinkUse.Follow);
        return handle is not null;
    }

    public ReadResult Read(string path)
    {
        using var handle = SafePath.OpenFile(root, FilePath(path), LinkUse.Follow);
        if (handle is null)
        {
            return new ReadResult.Missing();
        }

        // A link may have another name than the file that it leads to.
        if (guard is not null && SafePath.PlaceOf(handle, root) is { } place && guard.Hides(place))
        {
            throw FileGuard.Refusal(path);
        }

        var content = FileContent.Read(handle);
        if (content is null)
        {
            return new ReadResult.TooLarge(RandomAccess.GetLength(handle));
        }

        var hash = Sha256.Hex(content);
        return content.AsSpan(0, Math.Min(content.Length, BinaryCheckBytes)).Contains((byte)0)
            ? new ReadResult.Binary(content.Length, hash)
            : new ReadResult.Text(content, hash);
    }

    /// <summary>The file for a change that is made from it: what cannot be written is refused here too. Null if there is none.</summary>
    public WorktreeFile? Load(string path)
    {
        var file = FilePath(path);
        using var handle = SafePath.OpenFile(root, file, LinkUse.Refuse);
        using var folder = handle is null ? null : SafePath.OpenFolder(root, file.Parent, LinkUse.Refuse);
        if (handle is null || folder?.FactsOf(file.Name) is not { } facts)
        {
            return null;
        }

        RequireChangeable(facts, file);
        return FileContent.Read(handle) is { } content
            ? new(content, Sha256.Hex(content), IsExecutable(facts.Mode))
            : throw new PathRefusedException($"'{file}' has {facts.Size} bytes; the maximum is {MaxBytes}. Change it with a command.");
    }

    /// <summary>Throws if a file stands where the path has a folder.</summary>
    public void RequireRoom(string path)
    {
        for (var above = FilePath(path).Parent; !above.IsRoot; above = above.Parent)
        {
            using var folder = SafePath.OpenFolder(root, above.Parent, LinkUse.Refuse);
            if (folder?.FactsOf(above.Name) is { Kind: not FileKind.Folder })
            {
                throw new PathRefusedException(
                    $"'{above}' is not a folder, so that no file can be in it. Give another path than '{path}'.");
            }
        }
    }

    /// <summary>Makes the file hold the content if it now has the expected hash. Repeating it does no harm.</summary>
    /// <param name="expectedSha256">Null: there must be no such file yet.</param>
    /// <param name="mode">Whether it may be run afterwards.</param>
    public WriteResult Write(string path, ReadOnlySpan<byte> content, string? expectedSha256, ExecutableMode mode = ExecutableMode.Kept)
    {
        var file = FilePath(path);
        if (content.Length > MaxBytes)
        {
            throw new PathRefusedException($"'{file}' would have {content.Length} bytes; the maximum is {MaxBytes}. Split it.");
        }

        using var folder = SafePath.OpenFolder(root, file.Parent, LinkUse.Refuse)
            ?? (expectedSha256 is null ? CreateFolder(file.Parent) : null);
        var before = folder is null ? null : Current(folder, file);
        var wanted = ModeOf(before?.Mode, mode);
        if (before is not null && before.Sha256 == Sha256.Hex(content) && (wanted ?? before.Mode) == before.Mode)
        {
            return new WriteResult.Done(AlreadyThere: true);
        }

        if (folder is null || (before?.Sha256 != expectedSha256 && before?.Sha256 != Sha256.Hex(content)))
        {
            return new WriteResult.Conflict(before?.Sha256);
        }

        AtomicFile.Replace(TemporaryFile(), folder.PathOf(file.Name), content, wanted, CrashPrefix);
        return new WriteResult.Done(AlreadyThere: false);
    }

    /// <summary>Removes the file if it has the expected hash; one that is gone already is done.</summary>
    public WriteResult Delete(string path, string expectedSha256)
    {
        var file = FilePath(path);
        using var folder = SafePath.OpenFolder(root, file.Parent, LinkUse.Refuse);
        if (folder is null || Current(folder, file) is not { } before)
        {
            return new WriteResult.Done(AlreadyThere: true);
        }

        if (before.Sha256 != expectedSha256)
        {
            return new WriteResult.Conflict(before.Sha256);
        }

        File.Delete(folder.PathOf(file.Name));
        Posix.SyncFolder(folder.Path);
        return new WriteResult.Done(AlreadyThere: false);
    }

    /// <summary>What is in the folder, by name; null if there is no such folder.</summary>
    public IReadOnlyList<FolderEntry>? List(string path)
    {
        var parsed = RelativePath.Parse(path);
        using var folder = SafePath.OpenFolder(root, parsed, LinkUse.Follow);
        var place = folder?.Handle is { } handle ? SafePath.PlaceOf(handle, root) : null;
        if (guard is not null && (guard.HidesFolder(parsed.ToString()) || guard.HidesFolder(place ?? ".")))
        {
            throw FileGuard.Refusal(path);
        }

        return folder is null ? null : WorktreeListing.List(folder);
    }

    /// <summary>Every file beneath the root, ignored ones included, in order of path. Links are not followed.</summary>
    public IReadOnlyList<string> Files() => WorktreeListing.AllFiles(root);

    /// <summary>Whether the model is kept from the file.</summary>
    public bool IsHidden(string path) => guard?.Hides(path) == true;

    private RelativePath FilePath(string path)
    {
        var parsed = RelativePath.Parse(path);
        if (IsHidden(parsed.ToString()))
        {
            throw FileGuard.Refusal(path);
        }

        SafePath.RequireKind(parsed.IsRoot ? FileKind.Folder : FileKind.File, FileKind.File, parsed);
        return parsed;
    }

    private static FileContent? Current(OpenedFolder folder, RelativePath file)
    {
        if (folder.FactsOf(file.Name) is not { } facts)
        {
            return null;
        }

        SafePath.RequireKind(facts.Kind, FileKind.File, file);
        RequireChangeable(facts, file);
        using var content = File.OpenRead(folder.PathOf(file.Name));
        return new(Convert.ToHexStringLower(SHA256.HashData(content)), facts.Mode);
    }

    private static void RequireChangeable(FileFacts facts, RelativePath file)
    {
        if (facts.Links > 1)
        {
            throw new PathRefusedException(
                $"'{file}' is a hard link to a file that also lies elsewhere. Delete it with a command and write it anew.");
        }
    }

    private static bool IsExecutable(UnixFileMode mode) => mode.HasFlag(UnixFileMode.UserExecute);

    // Whoever may read a file may run it, as git does it.
    private static UnixFileMode? ModeOf(UnixFileMode? before, ExecutableMode mode) => mode switch
    {
        ExecutableMode.Set => (before ?? NewFile) | (UnixFileMode)((int)((before ?? NewFile) & Readers) >> 2),
        ExecutableMode.Cleared => (before ?? NewFile) & ~Runners,
        _ => before,
    };

    private OpenedFolder? CreateFolder(RelativePath path)
    {
        var made = RelativePath.Root;
        foreach (var part in path.Parts)
        {
            using var parent = SafePath.OpenFolder(root, made, LinkUse.Refuse);
            var folder = parent?.PathOf(part) ?? throw new PathRefusedException($"'{path}' was removed meanwhile. Try again.");
            Directory.CreateDirectory(folder);
            made = new([.. made.Parts, part]);
        }

        return SafePath.OpenFolder(root, path, LinkUse.Refuse);
    }

    private string TemporaryFile() => Path.Combine(PrivateFolder.Create(Scratch.For(root).Private), "edit-" + Path.GetRandomFileName());
}
