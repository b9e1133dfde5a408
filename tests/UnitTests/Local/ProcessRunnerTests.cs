using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exit_code_and_both_streams_come_back()
    {
        var result = await Shell.RunAsync("echo out; echo err >&2; exit 7");

        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.StandardOutput.Text, result.StandardError.Text));
        Assert.Equal(["err", "out"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task The_environment_is_exactly_what_was_given()
    {
        var spec = Shell.Spec("") with
        {
            File = "env",
            Arguments = [],
            Environment = new Dictionary<string, string> { ["ONLY"] = "this one" },
        };

        var result = await ProcessRunner.Shared.RunAsync(spec, Token);

        Assert.Equal("ONLY=this one\n", result.Output);
    }

    [Fact]
    public async Task Standard_input_arrives_whole_and_ends()
    {
        var input = new byte[3_000_000];
        Array.Fill(input, (byte)'x');

        var result = await ProcessRunner.Shared.RunAsync(Shell.Spec("wc -c") with { Input = input }, Token);

        Assert.Equal("3000000", result.Output.Trim());
    }

    [Fact]
    public async Task Input_that_nobody_reads_is_no_failure()
    {
        var result = await ProcessRunner.Shared.RunAsync(Shell.Spec("exec 0<&-; echo done") with { Input = new byte[500_000] }, Token);

        Assert.Equal((0, "done\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Huge_output_is_drained_and_its_head_and_tail_kept()
    {
        var spec = Shell.Spec("echo first; head -c 30000000 /dev/zero | tr '\\0' 'x'; echo; echo last") with { KeptBytes = 4096 };

        var result = await ProcessRunner.Shared.RunAsync(spec, Token);

        Assert.Equal(30_000_012, result.StandardOutput.TotalBytes);
        Assert.True(result.StandardOutput.Truncated);
        Assert.StartsWith("first\nxxx", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("xxx\nlast\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("29995916 bytes left out", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_ends_the_whole_group()
    {
        var time = new FakeTimeProvider();
        var limit = TimeSpan.FromMinutes(10);
        var script = $"sleep 600 & echo $! > '{_folder.In("pid")}'; echo ready; wait";
        var spec = Shell.Spec(script) with { Timeout = limit, OnOutput = _ => time.Advance(limit) };

        var result = await new ProcessRunner(time).RunAsync(spec, Token).WaitAsync(Eventually.Limit, Token);

        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        await AssertEndsAsync(_folder.In("pid"));
    }

    [Fact]
    public async Task A_child_that_ignores_the_request_is_killed_on_cancel()
    {
        using var cancel = new CancellationTokenSource();
        var script = $"trap '' TERM; echo $$ > '{_folder.In("pid")}'; echo ready; while :; do sleep 600; done";
        var spec = Shell.Spec(script) with { OnOutput = _ => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProcessRunner.Shared.RunAsync(spec, cancel.Token));

        await AssertEndsAsync(_folder.In("pid"));
    }

    [Fact]
    public async Task A_short_program_is_ended_on_cancel_too()
    {
        using var cancel = new CancellationTokenSource();
        var script = $"trap '' TERM; echo $$ > '{_folder.In("pid")}'; echo ready; while :; do :; done";
        var spec = Shell.Spec(script) with { IsShort = true, OnOutput = _ => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProcessRunner.Shared.RunAsync(spec, cancel.Token));

        await AssertEndsAsync(_folder.In("pid"));
    }

    [Fact]
    public async Task A_background_child_that_holds_the_output_neither_delays_nor_survives()
    {
        var result = await Shell.RunAsync($"sleep 600 & echo $! > '{_folder.In("pid")}'; echo done").WaitAsync(Eventually.Limit, Token);

        Assert.Equal("done\n", result.Output);
        await AssertEndsAsync(_folder.In("pid"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<ProcessStartException>(
            () => ProcessRunner.Shared.RunAsync(Shell.Spec("") with { File = "no-such-program" }, Token));

        Assert.Contains("'no-such-program'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_of_the_current_folder_is_never_taken_for_one_on_the_path()
    {
        _folder.Write("planted", "#!/bin/sh\necho planted\n");
        await Shell.RunAsync("chmod +x planted", _folder.Path);

        await Assert.ThrowsAsync<ProcessStartException>(
            () => ProcessRunner.Shared.RunAsync(Shell.Spec("", _folder.Path) with { File = "planted" }, Token));
    }

    [Fact]
    public async Task Children_are_in_a_group_of_their_own()
    {
        var result = await Shell.RunAsync("cut -d ' ' -f 5 /proc/$$/stat; echo $$");

        var lines = result.Output.Split('\n');
        Assert.Equal(lines[1], lines[0]);
    }

    [Fact]
    public async Task A_detached_child_writes_to_its_log_and_leads_its_own_session()
    {
        var log = _folder.In("logs", "child.log");
        var script = "echo \"$(cut -d ' ' -f 6 /proc/$$/stat) $$\"; exec sleep 600";

        var mark = await ProcessRunner.Shared.StartDetachedAsync(Shell.Spec(script), log);

        try
        {
            Assert.True(mark.IsAlive);
            Assert.Equal($"{mark.Pid} {mark.Pid}", await LineOfAsync(log));
        }
        finally
        {
            mark.Kill();
        }

        Assert.True(await mark.WaitForEndAsync(Eventually.Limit, Token));
    }

    [Fact]
    public async Task What_a_detached_child_starts_goes_on_when_it_ends()
    {
        var log = _folder.In("child.log");
        var spec = Shell.Spec("sleep 600 & echo $!; exit 0");

        var mark = await ProcessRunner.Shared.StartDetachedAsync(spec, log);
        var grandchild = ProcessIdentity.Find(int.Parse(await LineOfAsync(log), CultureInfo.InvariantCulture));
        await mark.WaitForEndAsync(Eventually.Limit, Token);

        Assert.True(grandchild?.IsAlive);
        grandchild!.Kill();
    }

    [Fact]
    public async Task Many_children_at_once_all_answer()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Shell.RunAsync($"echo {i}")));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}\n"), results.Select(result => result.Output));
    }

    private static async Task AssertEndsAsync(string pidFile)
    {
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile, Token), CultureInfo.InvariantCulture);
        Assert.True(
            ProcessIdentity.Find(pid) is not { } mark || await mark.WaitForEndAsync(Eventually.Limit, Token),
            $"process {pid} is still there");
    }

    private static async Task<string> LineOfAsync(string log)
    {
        async Task<string> ReadAsync() => File.Exists(log) ? await File.ReadAllTextAsync(log, Token) : "";
        return (await Eventually.SeeAsync(ReadAsync, text => text.EndsWith('\n'))).Trim();
    }
}
