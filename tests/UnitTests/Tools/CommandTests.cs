using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

public sealed class CommandTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_result_is_exit_code_and_output()
    {
        var (result, text) = await _bench.CallAsync("run_command", new { command = "echo one; echo two >&2; exit 3" });

        Assert.False(result.Ok);
        Assert.Equal("exit code 3\none\ntwo\n", text);
        Assert.Equal("exit code 0, no output", (await _bench.CallAsync("run_command", new { command = "true" }, turn: 2)).Text);
    }

    [Fact]
    public async Task Long_output_loses_its_middle()
    {
        var (_, text) = await _bench.CallAsync("run_command", new { command = "seq 1 100000" });

        Assert.InRange(text.Length, ToolLimits.Output / 2, ToolLimits.Output + 200);
        Assert.StartsWith("exit code 0\n1\n2\n", text, StringComparison.Ordinal);
        Assert.EndsWith("99999\n100000\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_stopped()
    {
        var (result, text) = await _bench.CallAsync("run_command", new { command = "echo begun; sleep 600", timeout_s = 1 });

        Assert.False(result.Ok);
        Assert.StartsWith("stopped after 1 s; give 'timeout_s'", text, StringComparison.Ordinal);
        Assert.EndsWith("begun\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_a_crash_interrupted_runs_again_and_says_so()
    {
        var command = new { command = "echo x >> runs; wc -l < runs" };
        await _bench.CallAsync("run_command", command);
        _bench.Forget(JournalNames.Call(1, 1));

        var (result, text) = await _bench.CallAsync("run_command", command);

        Assert.True(result.Ok);
        Assert.StartsWith("The worker stopped while this command ran; it was run again", text, StringComparison.Ordinal);
        Assert.EndsWith("exit code 0\n2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_sandbox_a_command_writes_its_worktree_and_reaches_nothing_else()
    {
        using var bench = new Bench(change: d => d with { Sandbox = SandboxMode.Required });

        var (result, text) = await bench.CallAsync(
            "run_command", new { command = "echo x > here; ls \"$PWD/../../../journal\" 2>&1 || grep -c : /proc/net/dev" });

        Assert.True(result.Ok, text);
        Assert.Equal("x\n", bench.Read("here"));
        Assert.EndsWith("\n1\n", text, StringComparison.Ordinal);
    }
}
