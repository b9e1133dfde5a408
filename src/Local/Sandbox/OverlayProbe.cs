using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>Tries whether overlays work here: kernels, containers and their file systems differ.</summary>
internal sealed class OverlayProbe(SlopHome home, Func<SandboxRequest, CancellationToken, Task<ProcessResult>> confine)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // Writes, renames and deletes what lies below, and makes a folder where a file was.
    private const string Script = """
        set -e
        [ "$(cat kept)" = lower ] && echo upper > kept && mv moved moved2 && rm gone && mkdir gone && echo x > gone/x
        """;

    public async Task<bool> TryAsync()
    {
        var root = PrivateFolder.Create(Path.Combine(home.Worktrees, "slop-overlay-" + Path.GetRandomFileName()));
        string Folder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        var overlay = new SandboxOverlay(Folder("lower"), Folder("upper"), Folder("work"), Folder("mount"));
        try
        {
            foreach (var name in new[] { "kept", "moved", "gone" })
            {
                await File.WriteAllTextAsync(Path.Combine(overlay.Lower, name), "lower");
            }

            var request = new SandboxRequest
            {
                Command = Script,
                Worktree = overlay.Mount,
                Timeout = Timeout,
                UsesFixedPlaces = true,
                Overlays = [overlay],
            };
            var result = await confine(request, CancellationToken.None);
            return result.Succeeded
                && await File.ReadAllTextAsync(Path.Combine(overlay.Lower, "kept")) == "lower"
                && File.Exists(Path.Combine(overlay.Upper, "moved2"));
        }
        finally
        {
            FolderRemoval.Remove(root);
        }
    }
}
