using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_made_and_nothing_else_is_left()
    {
        AtomicFile.Write(_folder.In("a", "b", "file"), "one");
        AtomicFile.Write(_folder.In("a", "b", "file"), "two");

        Assert.Equal([_folder.In("a", "b", "file")], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal("two", File.ReadAllText(_folder.In("a", "b", "file")));
    }

    [Fact]
    public async Task Readers_never_see_half_a_file()
    {
        var path = _folder.In("file");
        string[] contents = [new('a', 200_000), new('b', 300_000)];
        AtomicFile.Write(path, contents[0]);

        var seen = Task.Run(
            () => Enumerable.Range(0, 200).Select(_ => File.ReadAllText(path)).Distinct().ToList(), TestContext.Current.CancellationToken);
        for (var i = 0; i < 50; i++)
        {
            await Task.Run(() => AtomicFile.Write(path, contents[i % 2]), TestContext.Current.CancellationToken);
        }

        Assert.All(await seen, content => Assert.Contains(content, contents));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_other()
    {
        Directory.CreateDirectory(_folder.In("taken"));

        Assert.ThrowsAny<SystemException>(() => AtomicFile.Write(_folder.In("taken"), "content"));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Created_once_means_the_first_stays()
    {
        Assert.True(AtomicFile.TryCreate(_folder.In("file"), "first"));
        Assert.False(AtomicFile.TryCreate(_folder.In("file"), "second"));

        Assert.Equal("first", File.ReadAllText(_folder.In("file")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }
}
