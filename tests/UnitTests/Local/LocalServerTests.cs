using System.Net;
using System.Net.Sockets;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Server;

namespace SlopTemporal.UnitTests.Local;

public sealed class LocalServerTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SlopHome _home;
    private readonly LocalServer _server;

    public LocalServerTests()
    {
        _home = new(_folder.In("home"));
        _server = new(_home, ProcessRunner.Shared);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _folder.Dispose();
    }

    [Fact]
    public async Task It_starts_once_is_found_again_and_stops()
    {
        NeedServer();

        var states = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => new LocalServer(_home, ProcessRunner.Shared).EnsureAsync(null, Token)));

        Assert.Single(states.Distinct());
        Assert.True(states[0].Server!.IsAlive);
        Assert.True(await AnswersAsync(states[0].Address!));
        Assert.Null(FileLock.TryAcquire(_server.LockFile));
        await _server.StopAsync(Token);
        Assert.False(states[0].Server!.IsAlive);
        Assert.False(await AnswersAsync(states[0].Address!));
        Assert.Null(LocalState.Load(_home).Server);
        FileLock.TryAcquire(_server.LockFile)!.Dispose();
    }

    [Fact]
    public async Task It_comes_back_at_its_former_port_with_its_Web_UI_elsewhere()
    {
        NeedServer();
        var before = await _server.EnsureAsync(null, Token);
        before.Server!.Kill();
        await before.Server.WaitForEndAsync(TimeSpan.FromSeconds(10), Token);

        var after = await _server.EnsureAsync(null, Token);

        Assert.Equal(before.Address, after.Address);
        Assert.NotEqual(before.Server, after.Server);
        Assert.NotEqual(before.WebUiServer, after.WebUiServer);
    }

    [Fact]
    public async Task A_stranger_at_the_former_port_is_left_alone()
    {
        NeedServer();
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var taken = stranger.LocalEndpoint.ToString()!;
        new LocalState { Address = taken, WebUi = $"http://{taken}" }.Save(_home);

        var state = await _server.EnsureAsync(null, Token);

        Assert.NotEqual(taken, state.Address);
    }

    [Fact]
    public async Task Without_its_Web_UI_it_answers_all_the_same()
    {
        NeedServer();
        new LocalState { WebUi = "http://127.0.0.1:8233" }.Save(_home);

        var state = await new LocalServer(_home, ProcessRunner.Shared) { Headless = true }.EnsureAsync(null, Token);

        Assert.True(await AnswersAsync(state.Address!));
        Assert.Equal((null, null), (state.WebUi, state.WebUiServer));
        if (OperatingSystem.IsLinux())
        {
            var line = await File.ReadAllTextAsync($"/proc/{state.Server!.Pid}/cmdline", Token);
            Assert.Contains("--headless", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_database_is_refused()
    {
        using var held = FileLock.TryAcquire(_server.LockFile);

        var error = await Assert.ThrowsAsync<LocalServerException>(() => _server.EnsureAsync(null, Token));

        Assert.Contains(_home.Server, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_at_its_start_is_reported_with_its_last_words()
    {
        var broken = _folder.Write("broken", "#!/bin/sh\necho no such luck\nexit 3\n");
        await Shell.RunAsync($"chmod +x '{broken}'");

        var error = await Assert.ThrowsAsync<LocalServerException>(() => _server.EnsureAsync(broken, Token));

        Assert.Contains("no such luck", error.Message, StringComparison.Ordinal);
        Assert.Contains(_server.Log, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<LocalServerException>(() => _server.EnsureAsync(_folder.In("nothing"), Token));

        Assert.Contains(_folder.In("nothing"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_flag_comes_before_what_came_with_the_program()
    {
        Assert.Equal("/bin/sh", TemporalCli.Find("/bin/sh", _home));
    }

    private static void NeedServer() => Needed.Has(TemporalCli.Find(null) is not null, "There is no Temporal CLI for this platform.");

    private static async Task<bool> AnswersAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(address), Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
