using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>The home folder of the commands of a worktree, with what a person's own has that they need.</summary>
internal sealed class CommandHome(ProcessRunner runner)
{
    private readonly Lock _lock = new();
    private Task<string?>? _identity;

    /// <summary>Makes it. What commands have changed in it stays.</summary>
    public async Task<string> PrepareAsync(SandboxRequest request)
    {
        var folder = Directory.CreateDirectory(Scratch.For(request.Worktree).Home).FullName;
        if (request.IsShort)
        {
            return folder;
        }

        foreach (var file in request.HomeFiles)
        {
            WriteNew(folder, file);
        }

        if (await IdentityAsync() is { } identity)
        {
            WriteNew(folder, new(".gitconfig", identity));
        }

        return folder;
    }

    private Task<string?> IdentityAsync()
    {
        lock (_lock)
        {
            return _identity ??= PersonalIdentity.FindConfigAsync(runner);
        }
    }

    // A command may have put links there, which lead to places of the machine: only what was made here is none.
    private static void WriteNew(string home, HomeFile file)
    {
        var folder = home;
        foreach (var part in file.Path.Split('/')[..^1])
        {
            folder = Path.Combine(folder, part);
            if (new FileInfo(folder) is { Exists: true } or { LinkTarget: not null }
                || new DirectoryInfo(folder).LinkTarget is not null)
            {
                return;
            }

            Directory.CreateDirectory(folder);
        }

        var path = Path.Combine(home, file.Path);
        if (Path.Exists(path))
        {
            return;
        }

        try
        {
            using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            writer.Write(file.Text);
        }
        catch (IOException) when (new FileInfo(path).LinkTarget is not null)
        {
            // A link that leads nowhere.
        }
    }
}
