using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>A command that tries to get out of the sandbox. Only if nothing works, the sandbox does.</summary>
/// <param name="home">Its files must be out of reach.</param>
/// <param name="confine">Runs a command confined.</param>
/// <param name="runner">Starts what holds the secret.</param>
internal sealed class SandboxCanary(
    SlopHome home, Func<SandboxRequest, CancellationToken, Task<ProcessResult>> confine, ProcessRunner runner)
{
    private const string SecretName = "SLOP_CANARY_SECRET";
    private const string Held = "held";
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);
    private readonly string _name = "slop-canary-" + Path.GetRandomFileName();

    public async Task<SandboxVerdict> TryAsync(CancellationToken cancellationToken)
    {
        var worktree = PrivateFolder.Create(Path.Combine(home.Worktrees, _name));
        var secret = Path.Combine(home.Root, _name);
        string[] outside = [.. OutsideFolders().Select(folder => Path.Combine(folder, _name + "-out"))];
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holder = HoldSecretAsync(worktree, over.Token);
        try
        {
            await File.WriteAllTextAsync(secret, SecretName, cancellationToken);
            listener.Start();
            var script = Script(secret, outside, ((IPEndPoint)listener.LocalEndpoint).Port);
            var request = new SandboxRequest { Command = script, Worktree = worktree, Timeout = CommandTimeout };
            var result = await confine(request, cancellationToken);
            return Judge(result, outside.Where(File.Exists), File.Exists(Path.Combine(worktree, "inside")));
        }
        finally
        {
            await over.CancelAsync();
            await holder;
            Array.ForEach([secret, .. outside], File.Delete);
            Directory.Delete(worktree, recursive: true);
            Directory.Delete(Scratch.For(worktree).Root, recursive: true);
        }
    }

    /// <summary>Has a secret in its environment until it is cancelled. The worker's own would show only what it was started with.</summary>
    private async Task HoldSecretAsync(string folder, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec
        {
            File = "sleep",
            Arguments = [CommandTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)],
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string> { [SecretName] = _name },
        };
        try
        {
            await runner.RunAsync(spec, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It has served its purpose.
        }
    }

    private static SandboxVerdict Judge(ProcessResult result, IEnumerable<string> written, bool wroteInside)
    {
        if (!result.Succeeded)
        {
            return new(
                false,
                $"Bubblewrap cannot make a sandbox here: {FirstLine(result)} Allow unprivileged user namespaces "
                + "(on Ubuntu, an AppArmor profile for bwrap), or work where they are allowed.");
        }

        string[] breaches =
        [
            .. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != Held),
            .. written.Select(path => $"it wrote {path}"),
        ];
        return (breaches, wroteInside) switch
        {
            ([], true) => new(true, ""),
            ([], false) => new(false, "The sandbox does not let commands write the worktree."),
            _ => new(false, $"The sandbox does not hold here: {string.Join("; ", breaches)}."),
        };
    }

    private static string FirstLine(ProcessResult result)
    {
        if (result.TimedOut)
        {
            return "it did not end.";
        }

        return result.Output.Split('\n')[0] is { Length: > 0 } line
            ? line + "."
            : string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}.");
    }

    // The user of the worker may be able to write these.
    private string[] OutsideFolders() =>
    [
        "/etc", Path.GetTempPath(), AppContext.BaseDirectory, home.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
    ];

    private string Script(string secret, IReadOnlyList<string> outside, int port) => $"""
        : > inside
        for path in {string.Join(' ', outside.Select(Quote))}; do (: > "$path") 2>/dev/null; done
        [ -e {Quote(secret)} ] && echo 'a file of SLOP_HOME can be read'
        {HomeCheck()}
        cat /proc/[0-9]*/environ 2>/dev/null | tr '\0' '\n' | grep -q {SecretName} && echo 'the environment of the worker can be read'
        [ "$(grep -c : /proc/net/dev)" = 1 ] || echo 'there is a network'
        bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}' 2>/dev/null && echo 'a server of this machine can be reached'
        mount -o remount,rw / 2>/dev/null && echo 'the root can be made writable'
        (: >> /proc/sys/kernel/core_pattern) 2>/dev/null && echo 'settings of the kernel can be written'
        grep -q 'Seccomp:.2' /proc/self/status || echo 'the kernel refuses no system calls'
        unshare --user true 2>/dev/null && echo 'namespaces can be nested'
        echo {Held}
        """.Replace("\r", "", StringComparison.Ordinal);

    // A file that the person has already, if there is one; no file is made there.
    private string HomeCheck()
    {
        var folder = new DirectoryInfo(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        var own = folder.Exists && folder.FullName != home.Root ? folder.EnumerateFiles().FirstOrDefault()?.FullName : null;
        return own is null ? ":" : $"[ -e {Quote(own)} ] && echo 'the home folder can be read'";
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
