using SlopTemporal.Local.Home;

namespace SlopTemporal.UnitTests.Local;

public sealed class TrashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.In("home"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_out_of_the_way_at_once_and_gone_soon()
    {
        _folder.Write("tree/sub/a.txt", "x");

        new Trash(Home).Take(_folder.In("tree"));

        Assert.False(Directory.Exists(_folder.In("tree")));
        await Eventually.HoldsAsync(() => Directory.GetDirectories(Home.Trash).Length == 0);
    }

    [Fact]
    public async Task What_a_killed_worker_left_is_removed_by_the_next()
    {
        _folder.Write("home/trash/left/a.txt", "x");

        new Trash(Home).Empty();

        await Eventually.HoldsAsync(() => Directory.GetDirectories(Home.Trash).Length == 0);
    }

    [Fact]
    public void What_is_gone_already_is_done() => new Trash(Home).Take(_folder.In("nothing"));
}
