using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

/// <summary>A home with a sandbox, and an empty worktree in it.</summary>
internal sealed class SandboxScene : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public SandboxScene()
    {
        Home = new(Folder.In("home"));
        Sandbox = new(Home, ProcessRunner.Shared);
        Worktree = Folder.Folder("home/worktrees/tree");
    }

    public TempFolder Folder { get; } = new();

    public SlopHome Home { get; }

    public Sandbox Sandbox { get; }

    public string Worktree { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task NeedSandboxAsync()
    {
        var verdict = await Sandbox.ProbeAsync(Token);
        Needed.Has(verdict.Works, verdict.Reason);
    }

    public SandboxRequest Request(string command) => new() { Command = command, Worktree = Worktree, Timeout = Limit };

    public async Task<ProcessResult> RunAsync(string command)
    {
        await NeedSandboxAsync();
        return await Sandbox.RunAsync(Request(command), Token);
    }

    public void Dispose() => Folder.Dispose();
}
