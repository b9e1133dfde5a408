using System.Runtime.Versioning;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.UnitTests.Local;

public sealed class HomeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.In("home"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_first_users_agree_on_one_id()
    {
        using var start = new Barrier(16);
        var ids = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Token);
                return Home.Id;
            },
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(ids.Distinct());
        Assert.Matches("^[0-9a-f]{8}$", ids[0]);
        Assert.Equal("slop@" + ids[0], Home.TaskQueue);
        Assert.Equal([Path.Combine(Home.Root, "id")], Directory.GetFiles(Home.Root));
    }

    [Fact]
    public void A_moved_home_keeps_its_id()
    {
        var id = Home.Id;

        Directory.Move(Home.Root, _folder.In("elsewhere"));

        Assert.Equal(id, new SlopHome(_folder.In("elsewhere")).Id);
    }

    [Fact]
    public void A_damaged_id_is_an_error_that_names_the_file()
    {
        var file = _folder.Write("home/id", "not hex");

        var error = Assert.Throws<InvalidDataException>(() => Home.Id);

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData("lock")]
    [InlineData("state")]
    [InlineData("id")]
    [InlineData("line")]
    [InlineData("create")]
    public void A_fresh_home_is_its_owners_only_whoever_makes_it(string first)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        switch (first)
        {
            case "lock":
                FileLock.TryAcquire(Path.Combine(Home.Locks, "up.lock"))!.Dispose();
                break;
            case "state":
                new LocalState().Save(Home);
                break;
            case "id":
                Assert.NotEmpty(Home.Id);
                break;
            case "line":
                AppendOnlyFile.AppendLine(Path.Combine(Home.Streams, "track", "run.jsonl"), [1]);
                break;
            default:
                Home.Create();
                break;
        }

        string[] folders = [Home.Root, .. Directory.EnumerateDirectories(Home.Root, "*", SearchOption.AllDirectories)];
        Assert.All(folders, f => Assert.Equal(OwnerOnly, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void The_flag_wins()
    {
        Assert.Equal(_folder.In("flag"), SlopHome.Resolve(_folder.In("flag")).Root);
    }

    [Fact]
    public async Task Local_state_is_kept_and_changed_member_by_member()
    {
        await LocalState.UpdateAsync(Home, state => state with { Address = "127.0.0.1:7233", Server = ProcessIdentity.Current }, Token);
        await LocalState.UpdateAsync(Home, state => state with { Worker = new(7, 8, "0.1.0") }, Token);

        var loaded = LocalState.Load(Home);

        Assert.Equal(new LocalState { Address = "127.0.0.1:7233", Server = ProcessIdentity.Current, Worker = new(7, 8, "0.1.0") }, loaded);
        Assert.Contains("\"started\"", await File.ReadAllTextAsync(Home.LocalJson, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"address\": ")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void A_damaged_local_state_is_none(string content)
    {
        _folder.Write("home/local.json", content);

        Assert.Equal(new LocalState(), LocalState.Load(Home));
    }

    [Fact]
    public void Our_own_process_is_alive_and_a_later_one_with_its_id_would_not_be()
    {
        Assert.True(ProcessIdentity.Current.IsAlive);
        Assert.False((ProcessIdentity.Current with { Started = ProcessIdentity.Current.Started - 1 }).IsAlive);
    }

    [Fact]
    public async Task A_lock_is_exclusive_until_it_is_freed()
    {
        var path = _folder.In("locks", "a.lock");
        var held = FileLock.TryAcquire(path);

        Assert.Null(FileLock.TryAcquire(path));
        await Assert.ThrowsAsync<TimeoutException>(() => FileLock.AcquireAsync(path, TimeSpan.Zero, Token));
        var waiting = FileLock.AcquireAsync(path, Eventually.Limit, Token);
        held!.Dispose();

        using var next = await waiting;
        Assert.NotNull(next);
    }

    [Fact]
    public async Task The_lock_is_the_one_that_flock_takes()
    {
        var path = _folder.In("b.lock");
        using var held = FileLock.TryAcquire(path);

        var result = await Shell.RunAsync($"flock -n '{path}' true || echo refused");

        Assert.Equal("refused\n", result.Output);
    }
}
