using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

public sealed class SandboxTests : IDisposable
{
    private readonly SandboxScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_canary_leaves_nothing_behind()
    {
        await _scene.NeedSandboxAsync();

        Assert.Equal([_scene.Worktree], Directory.GetFileSystemEntries(_scene.Home.Worktrees));
        Assert.Equal([_scene.Home.Worktrees], Directory.GetFileSystemEntries(_scene.Home.Root));
    }

    [Fact]
    public async Task The_worktree_is_written_and_its_home_lasts()
    {
        await _scene.RunAsync("echo made > file; echo kept > ~/cache");

        var result = await _scene.RunAsync("pwd; cat file ~/cache; echo \"$HOME\"");

        var home = Scratch.For(_scene.Worktree).Home;
        Assert.Equal($"{_scene.Worktree}\nmade\nkept\n{home}\n", result.Output);
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Combine(_scene.Worktree, "file"), Token));
    }

    [Fact]
    public async Task What_lies_in_memory_has_a_size_and_a_flood_ends_at_it()
    {
        await _scene.NeedSandboxAsync();
        var flood = _scene.Request(
            "head -c 3M /dev/zero > /tmp/flood; echo $?; touch /dev/new; stat -f -c '%b*%S' /tmp /dev/shm /run") with
        {
            Limits = SandboxLimits.Default with { TempBytes = 2 << 20 },
        };

        var result = await _scene.Sandbox.RunAsync(flood, Token);

        Assert.Contains("No space left on device\n1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("'/dev/new': Read-only file system", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("512*4096\n65536*4096\n4096*4096\n", result.Output, StringComparison.Ordinal);
    }

    // Each prints something, or ends well, only if it got out.
    [Theory]
    [InlineData(": > /etc/slop-escape")]
    [InlineData("rm -f /bin/sh; [ ! -e /bin/sh ] && echo gone")]
    [InlineData("mount -o remount,rw / && : > /etc/slop-escape")]
    [InlineData("mount -t tmpfs none /mnt && echo mounted")]
    [InlineData("umount /proc && echo unmounted")]
    [InlineData("unshare --user true")]
    [InlineData("unshare --user --map-root-user --mount true")]
    [InlineData("unshare --net true")]
    [InlineData("echo x > /proc/sys/kernel/core_pattern")]
    [InlineData("echo x > /proc/sys/kernel/hostname")]
    [InlineData("echo 0 > /proc/sysrq-trigger")]
    [InlineData("echo 1 > /proc/1/oom_score_adj")]
    [InlineData("mkdir /sys/fs/cgroup/slop-escape || mkdir /sys/fs/cgroup/memory/slop-escape")]
    [InlineData("mknod disk b 8 0")]
    [InlineData("chroot / true")]
    [InlineData("chown 12345 .")]
    [InlineData("date -s 2001-01-01")]
    [InlineData("kill -9 1; sleep 0.2; false")]
    [InlineData("nsenter --target 1 --mount true")]
    [InlineData("grep -q . /root/.bashrc /root/.profile /root/.gitconfig")]
    [InlineData("ls -A /run /home | grep -v : | grep -q .")]
    [InlineData($"env | grep {PlantedSecret.Name}")]
    [InlineData("ls ../../.. | grep outside || ls '$OUTSIDE'")]
    [InlineData("ln -s /etc link; : > link/slop-escape")]
    [InlineData("rm -rf .git || mv .git x || echo > .git")]
    [InlineData("getent hosts localhost > /dev/null; ping -c 1 -W 1 127.0.0.2")]
    public async Task Nothing_gets_out(string attempt)
    {
        _scene.Folder.Write("outside/file", "");
        _scene.Folder.Write("home/worktrees/tree/.git", "gitdir: elsewhere");

        var result = await _scene.RunAsync(attempt.Replace("$OUTSIDE", _scene.Folder.In("outside"), StringComparison.Ordinal));

        Assert.False(result.Succeeded, result.Output);
        Assert.False(File.Exists("/etc/slop-escape"));
        Assert.Equal("gitdir: elsewhere", await File.ReadAllTextAsync(Path.Combine(_scene.Worktree, ".git"), Token));
    }

    [Fact]
    public async Task A_server_of_this_machine_is_out_of_reach()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connect = $"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}'";

        Assert.True((await Shell.RunAsync(connect)).Succeeded);
        Assert.False((await _scene.RunAsync(connect)).Succeeded);
    }

    [Fact]
    public async Task The_environment_of_another_process_is_out_of_reach()
    {
        const string Read = $"cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep {PlantedSecret.Name}";
        await _scene.NeedSandboxAsync();
        var environment = new Dictionary<string, string>(Shell.PathOnly) { [PlantedSecret.Name] = PlantedSecret.Value };
        var holder = await ProcessRunner.Shared.StartDetachedAsync(
            Shell.Spec("exec sleep 600") with { Environment = environment }, _scene.Folder.In("log"));

        try
        {
            // While a process turns into another program, the system shows no environment of it.
            await Eventually.SeeAsync(() => Shell.RunAsync(Read), read => read.Succeeded);
            Assert.False((await _scene.RunAsync(Read)).Succeeded);
        }
        finally
        {
            holder.Kill();
        }
    }

    [Fact]
    public async Task A_command_that_nothing_confines_is_found_out()
    {
        var found = await new SlopTemporal.Local.Sandbox.SandboxCanary(
            _scene.Home, _scene.Sandbox.RunDirectAsync, ProcessRunner.Shared).TryAsync(Token);

        Assert.False(found.Works);
        string[] ways = [
            "a file of SLOP_HOME can be read",
            "the environment of the worker can be read",
            "a server of this machine can be reached",
            "it wrote ",
        ];
        Assert.All(ways, way => Assert.Contains(way, found.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_environment_has_only_what_the_sandbox_gives()
    {
        var names = (await _scene.RunAsync("env | cut -d = -f 1")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("NUGET_PACKAGES", names);
        Assert.DoesNotContain(PlantedSecret.Name, names);
        Assert.DoesNotContain(
            names,
            name => name.Contains("KEY", StringComparison.Ordinal)
                || name.Contains("TOKEN", StringComparison.Ordinal)
                || name.StartsWith("SSH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Git_reads_the_repository_and_cannot_change_it()
    {
        using var scene = await GitScene.CreateAsync();
        var sandbox = _scene.Sandbox;
        await _scene.NeedSandboxAsync();
        await scene.GitAsync("tag v1");
        await scene.GitAsync("config remote.origin.url https://me:secret@example.org/x");
        var worktree = await scene.WorktreeAsync();
        await File.WriteAllTextAsync(Path.Combine(worktree, "new.txt"), "x", Token);
        var request = _scene.Request(
            "git log --format=%s; git describe --tags; git status --short; git config --list | grep -c secret; "
            + "git -c user.name=a -c user.email=a@b commit -q --allow-empty -m Own; git log -1 --format=%s; git tag evil") with
        { Worktree = worktree, UsesFixedPlaces = true };

        var result = await sandbox.RunAsync(request, Token);

        Assert.Equal("First\nv1\n?? new.txt\n0\nOwn\n", result.Output);
        Assert.Equal("First\nv1\n", await scene.GitAsync("log -1 --format=%s") + await scene.GitAsync("tag"));
        Assert.Equal("First\n", await scene.GitAsync($"-C '{worktree}' log -1 --format=%s"));
    }

    [Fact]
    public async Task A_command_commits_as_the_person_and_no_link_in_its_home_leads_the_worker_outside()
    {
        await _scene.NeedSandboxAsync();
        var mine = _scene.Folder.Write("mine", "[user]\n\tname = A \"B\" C\n\temail = a@b\n[credential]\n\thelper = evil\n");
        var runner = ProcessRunner.Shared;
        var before = Environment.GetEnvironmentVariable("GIT_CONFIG_GLOBAL");
        Environment.SetEnvironmentVariable("GIT_CONFIG_GLOBAL", mine);
        try
        {
            var commit = "git init -q . && git commit -q --allow-empty -m x && git log --format='%an <%ae>'; "
                + "git config --global --get credential.helper";
            var result = await new SlopTemporal.Local.Sandbox.Sandbox(_scene.Home, runner).RunAsync(_scene.Request(commit), Token);
            await _scene.RunAsync($"ln -sf {_scene.Folder.In("outside")} ~/.gitconfig");
            await new SlopTemporal.Local.Sandbox.Sandbox(_scene.Home, runner).RunAsync(_scene.Request("true"), Token);

            Assert.Equal("A B C <a@b>\n", result.Output);
            Assert.False(File.Exists(_scene.Folder.In("outside")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_CONFIG_GLOBAL", before);
        }
    }

    [Fact]
    public async Task Both_streams_stay_in_order_and_the_exit_code_comes_back()
    {
        var result = await _scene.RunAsync("echo 1; echo 2 >&2; echo 3; ls nothing; echo 5; exit 6");

        Assert.Equal((6, "1\n2\n3\nls: cannot access 'nothing': No such file or directory\n5\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Without_a_sandbox_too_nothing_outlives_a_command_however_it_hid()
    {
        var mark = $"87.{Random.Shared.Next(1_000_000, 9_999_999)}";
        var sandbox = _scene.Sandbox;
        using var cancel = new CancellationTokenSource();
        var lasting = _scene.Request($"trap '' TERM; (setsid sleep {mark} &); touch started; sleep {mark}");
        var ending = _scene.Request($"(setsid sleep {mark} > /dev/null 2>&1 &); echo over");

        var cancelled = sandbox.RunDirectAsync(lasting, cancel.Token);
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_scene.Worktree, "started")));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await sandbox.RunDirectAsync(ending, Token);

        // A process that was killed may be there for another moment.
        await Eventually.SeeAsync(
            async () => (await Shell.RunAsync($"pgrep -f '[s]leep {mark}' || :", _scene.Worktree)).Output, left => left.Length == 0);
    }

    [Fact]
    public async Task A_cancelled_command_leaves_no_process_however_it_hid()
    {
        await _scene.NeedSandboxAsync();
        using var cancel = new CancellationTokenSource();
        var mark = $"86.{Random.Shared.Next(1_000_000, 9_999_999)}";
        var request = _scene.Request(
            $"setsid sh -c 'trap \"\" TERM HUP; sleep {mark} & sleep {mark}' & sleep {mark} & "
                + $"{Until(mark, count: 3)}; echo ready; wait") with
        { OnOutput = text => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _scene.Sandbox.RunAsync(request, cancel.Token));

        await AssertNoneAsync(mark);
    }

    [Fact]
    public async Task A_command_that_ended_leaves_no_process()
    {
        var mark = $"86.{Random.Shared.Next(1_000_000, 9_999_999)}";

        var result = await _scene.RunAsync($"setsid sleep {mark} & {Until(mark, count: 1)}; echo done");

        Assert.Equal("done\n", result.Output);
        await AssertNoneAsync(mark);
    }

    [Fact]
    public async Task Without_a_sandbox_the_environment_is_as_clean()
    {
        var result = await _scene.Sandbox.RunDirectAsync(_scene.Request("pwd; env | grep -c SECRET; nice"), Token);

        Assert.Equal($"{_scene.Worktree}\n0\n10\n", result.Output);
    }

    [Fact]
    public async Task Commands_of_a_dead_worker_are_ended_and_no_others()
    {
        var dead = $"{_scene.Home.Id}/{ProcessIdentity.Current.Pid}/1";
        var specs = new[] { dead, OrphanedCommands.NextMark(_scene.Home), "another/1/1" }
            .Select(owner => Shell.Spec("exec sleep 600") with
            {
                Environment = new Dictionary<string, string>(Shell.PathOnly) { [OrphanedCommands.Variable] = owner },
            });
        var marks = await Task.WhenAll(specs.Select(spec => ProcessRunner.Shared.StartDetachedAsync(spec, _scene.Folder.In("log"))));

        try
        {
            // While a process turns into another program, the system shows no environment of it.
            var started = string.Join(
                " && ",
                marks.Select(m => $"grep -q sleep /proc/{m.Pid}/comm && grep -q {OrphanedCommands.Variable} /proc/{m.Pid}/environ"));
            await Eventually.SeeAsync(() => Shell.RunAsync(started), all => all.Succeeded);
            Assert.Equal(1, OrphanedCommands.Kill(_scene.Home));

            Assert.True(await marks[0].WaitForEndAsync(Eventually.Limit, Token));
            Assert.True(marks[1].IsAlive && marks[2].IsAlive);
        }
        finally
        {
            Array.ForEach(marks, mark => mark.Kill());
        }
    }

    /// <summary>A shell line that waits until so many processes have the mark as their argument; the command's own limit ends it.</summary>
    private static string Until(string mark, int count) =>
        $"until [ $(grep -lz '^{mark}' /proc/[0-9]*/cmdline 2>/dev/null | wc -l) -ge {count} ]; do sleep 0.02; done";

    private static async Task AssertNoneAsync(string mark)
    {
        var tries = ((int)Eventually.Limit.TotalSeconds * 10).ToString(CultureInfo.InvariantCulture);
        var none = $"grep -lz '^{mark}' /proc/[0-9]*/cmdline 2>/dev/null || exit 0";
        var script = $"for i in $(seq {tries}); do {none}; sleep 0.1; done; exit 1";
        Assert.True((await Shell.RunAsync(script)).Succeeded, "processes are left");
    }
}
