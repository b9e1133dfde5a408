using System.Net.Sockets;
using System.Text;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

/// <summary>What a command takes too much of, and what the kernel refuses it.</summary>
public sealed class SandboxLimitTests : IDisposable
{
    // Doubles what it has, in as many processes as it is told.
    private const string Eat =
        "python3 -c 'import os,time\nfor _ in range({0}): os.fork()\nb=bytearray()\nwhile True: b+=bytearray(16<<20)'";

    private static readonly SandboxLimits Small =
        SandboxLimits.Default with { MemoryBytes = 256 << 20, Processes = 128, FileBytes = 4 << 20 };

    private readonly SandboxScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(0, "MemoryError")]
    [InlineData(3, "MB of memory (setting command_memory_megabytes: 256)")]
    public async Task Memory_ends_at_its_limit_for_one_process_and_for_all_together(int forks, string said)
    {
        var result = await RunAsync(string.Format(null, CompositeFormat.Parse(Eat), forks));

        Assert.False(result.Succeeded);
        Assert.Contains(said, result.Excess + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_bomb_ends_and_leaves_nothing()
    {
        var mark = $"88.{Random.Shared.Next(1_000_000, 9_999_999)}";

        var result = await RunAsync($"b() {{ (sleep {mark} &); b & b; }}; b; wait; sleep {mark}");

        Assert.False(result.Succeeded);
        await Eventually.SeeAsync(() => Shell.RunAsync($"pgrep -f '[s]leep {mark}' || :"), left => left.Output.Length == 0);
    }

    [Fact]
    public async Task A_file_ends_at_its_size()
    {
        var result = await RunAsync("head -c 5M /dev/zero > big; echo $?; stat -c %s big");

        Assert.Contains($"\n{4 << 20}\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n0\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_gets_full_ends_the_command_and_says_why()
    {
        var result = await RunAsync("sleep 60", Small with { FreeDiskBytes = long.MaxValue });

        Assert.Contains("MB of the disk free (setting free_disk_megabytes", result.Excess, StringComparison.Ordinal);
    }

    // Error numbers: 1 not permitted, 38 no such call, 97 no such family of addresses.
    [Theory]
    [InlineData(101, 1)]
    [InlineData(165, 1)]
    [InlineData(250, 1)]
    [InlineData(272, 1)]
    [InlineData(298, 1)]
    [InlineData(310, 1)]
    [InlineData(321, 1)]
    [InlineData(323, 1)]
    [InlineData(425, 38)]
    [InlineData(435, 38)]
    [InlineData(438, 1)]
    public async Task The_kernel_refuses_calls_that_no_command_needs(int number, int error)
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
            is System.Runtime.InteropServices.Architecture.X64, "the numbers are those of x86-64");

        var result = await RunAsync(
            $"python3 -c 'import ctypes; c=ctypes.CDLL(None, use_errno=True); print(c.syscall({number},0,0,0,0,0,0), ctypes.get_errno())'");

        Assert.Equal($"-1 {error}\n", result.Output);
    }

    [Theory]
    [InlineData(true, "ok")]
    [InlineData(false, "97")]
    public async Task Unix_sockets_are_for_commands_that_need_them_and_others_of_the_kind_for_none(bool allowed, string seen)
    {
        await _scene.NeedSandboxAsync();
        const string Try = """
            python3 -c '
            import socket
            for family in (1, 40, 38, 17):
                try: socket.socket(family, socket.SOCK_DGRAM); print("ok")
                except OSError as e: print(e.errno)'
            """;

        var result = await _scene.Sandbox.RunAsync(_scene.Request(Try) with { UnixSockets = allowed }, Token);

        Assert.Equal($"{seen}\n97\n97\n97\n", result.Output);
    }

    [Fact]
    public async Task The_one_way_to_the_network_is_a_listener_that_is_ours()
    {
        await _scene.NeedSandboxAsync();
        var request = _scene.Request("bash -c 'exec 3<>/dev/tcp/127.0.0.1/3128; cat <&3'; grep -c : /proc/net/dev") with
        {
            Network = async (listener, cancellationToken) =>
            {
                using var client = await listener.AcceptAsync(cancellationToken);
                await client.SendAsync("from outside\n"u8.ToArray(), SocketFlags.None, cancellationToken);
            },
        };

        var result = await _scene.Sandbox.RunAsync(request, Token);

        Assert.Equal("from outside\n1\n", result.Output);
    }

    [Fact]
    public async Task A_command_is_nobody_special_and_gives_way()
    {
        var result = await RunAsync("id -u; nice; cat /proc/self/oom_score_adj; grep -E 'Seccomp:|NoNewPrivs|CapEff' /proc/self/status");

        Assert.StartsWith($"{SandboxUser.Id}\n10\n1000\n", result.Output, StringComparison.Ordinal);
        Assert.NotEqual("0", SandboxUser.Id);
        Assert.Matches("CapEff:\t0+\nNoNewPrivs:\t1\nSeccomp:\t2\n$", result.Output);
    }

    private async Task<ProcessResult> RunAsync(string command, SandboxLimits? limits = null)
    {
        await _scene.NeedSandboxAsync();
        return await _scene.Sandbox.RunAsync(_scene.Request(command) with { Limits = limits ?? Small }, Token);
    }
}
