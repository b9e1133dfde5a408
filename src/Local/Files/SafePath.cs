using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local.Files;

/// <summary>Opens what a relative path names beneath a root, and nothing else, even while a command swaps folders for links.</summary>
/// <remarks>Needs openat2 (Linux 5.6). Elsewhere a part is checked before it is used, and may be changed in between.</remarks>
internal static class SafePath
{
    private const int NoSuchEntry = 2;
    private const int TryAgain = 11;
    private const int CrossesOut = 18;
    private const int NotFolder = 20;
    private const int TooManyLinks = 40;
    private const int RaceRetries = 16;
    private static readonly bool HasOpenAt2 = OperatingSystem.IsLinux() && Environment.Is64BitProcess && Probe();

    /// <summary>The folder; null if there is none.</summary>
    public static OpenedFolder? OpenFolder(string root, RelativePath path, LinkUse links)
    {
        if (!HasOpenAt2)
        {
            var walked = Walk(root, path);
            return Directory.Exists(walked) ? new(null, walked) : null;
        }

        using var top = Posix.OpenFolder(root);
        var handle = Open(top, path, links);
        return handle is null ? null : new(CheckOpened(handle, top, path, FileKind.Folder), root);
    }

    /// <summary>The file, for reading; null if there is none.</summary>
    public static SafeFileHandle? OpenFile(string root, RelativePath path, LinkUse links)
    {
        if (!HasOpenAt2)
        {
            return OpenWalked(Walk(root, path), path);
        }

        using var top = Posix.OpenFolder(root);
        var handle = Open(top, path, links);
        return handle is null ? null : CheckOpened(handle, top, path, FileKind.File);
    }

    /// <summary>Where what was opened lies beneath the root, links followed; null where that is not known, and links are refused.</summary>
    public static string? PlaceOf(SafeFileHandle opened, string root)
    {
        if (!HasOpenAt2)
        {
            return null;
        }

        using var top = Posix.OpenFolder(root);
        return Path.GetRelativePath(TargetOf(top), TargetOf(opened));
    }

    /// <exception cref="PathRefusedException">It is not of that kind.</exception>
    public static void RequireKind(FileKind found, FileKind wanted, RelativePath path)
    {
        if (found == wanted)
        {
            return;
        }

        throw new PathRefusedException(found switch
        {
            FileKind.Folder => $"'{path}' is a folder. Name a file in it; list the folder to see them.",
            FileKind.File => $"'{path}' is a file, not a folder. Read it instead.",
            FileKind.Link => $"'{path}' is a symbolic link. Name the file that it points to.",
            _ => $"'{path}' is a pipe, a socket or a device. Only regular files can be used.",
        });
    }

    private static SafeFileHandle? Open(SafeFileHandle top, RelativePath path, LinkUse links)
    {
        var handle = Posix.OpenBeneath(top, path.ToString(), links, out var error);
        for (var retry = 0; error == TryAgain && retry < RaceRetries; retry++)
        {
            handle.Dispose();
            handle = Posix.OpenBeneath(top, path.ToString(), links, out error);
        }

        if (error == 0)
        {
            return handle;
        }

        handle.Dispose();
        return error is NoSuchEntry or NotFolder ? null : throw Refusal(path, error);
    }

    private static PathRefusedException Refusal(RelativePath path, int error) => new(error switch
    {
        CrossesOut => $"'{path}' leads out of the worktree by a symbolic link. Only files of the worktree can be used.",
        TooManyLinks => $"'{path}' goes through a symbolic link. Give the path that the link points to.",
        _ => $"'{path}' cannot be opened: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}.",
    });

    private static SafeFileHandle CheckOpened(SafeFileHandle handle, SafeFileHandle top, RelativePath path, FileKind wanted)
    {
        try
        {
            RequireKind(Posix.FactsOf(handle).Kind, wanted, path);
            // A link within the worktree may still lead to git's own files.
            var inside = Path.GetRelativePath(TargetOf(top), TargetOf(handle));
            RelativePath.RefuseGit(path.ToString(), inside.Split('/'));
            return handle;
        }
        catch (PathRefusedException)
        {
            handle.Dispose();
            throw;
        }
    }

    private static string TargetOf(SafeFileHandle handle) => new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget ?? "/";

    private static string Walk(string root, RelativePath path)
    {
        var walked = root;
        foreach (var part in path.Parts)
        {
            walked = Path.Combine(walked, part);
            if (new FileInfo(walked).LinkTarget is not null)
            {
                throw Refusal(path, TooManyLinks);
            }
        }

        return walked;
    }

    private static SafeFileHandle? OpenWalked(string walked, RelativePath path)
    {
        if (FileFacts.FromPath(walked) is not { } facts)
        {
            return null;
        }

        RequireKind(facts.Kind, FileKind.File, path);
        return File.OpenHandle(walked);
    }

    private static bool Probe()
    {
        using var root = Posix.OpenFolder("/");
        using var itself = Posix.OpenBeneath(root, ".", LinkUse.Refuse, out var error);
        return error == 0;
    }
}
