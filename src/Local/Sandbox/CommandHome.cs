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
        var config = Path.Combine(folder, ".gitconfig");
        if (!request.IsShort && !Path.Exists(config) && await IdentityAsync() is { } identity)
        {
            WriteNew(config, identity);
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

    // A command may have put a link there, which leads to a file of the machine that does not exist yet: only a new file is no link.
    private static void WriteNew(string path, string text)
    {
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.Write(text);
        }
        catch (IOException) when (new FileInfo(path) is { Exists: true } or { LinkTarget: not null })
        {
            // It stays as it is.
        }
    }
}
