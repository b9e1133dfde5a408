using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.UnitTests.Local;

public sealed class ContentStoreTests : IDisposable
{
    private const string HashOfHello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.Path);

    private ContentStore Store => new(Home);

    private string FileOfHello => Path.Combine(Home.Store, HashOfHello[..2], HashOfHello[2..]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_put_twice_is_kept_once_under_its_hash()
    {
        Assert.Equal(HashOfHello, Store.Put("hello"));
        Assert.Equal(HashOfHello, Store.Put("hello"));

        Assert.Equal("hello", Store.GetText(HashOfHello));
        Assert.Single(Directory.GetFiles(Home.Store, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Missing_content_is_named()
    {
        Assert.Null(Store.Get(HashOfHello));
        Assert.Equal(HashOfHello, Assert.Throws<ContentMissingException>(() => Store.GetText(HashOfHello)).Hash);
    }

    [Fact]
    public void Damaged_content_is_missing_until_it_is_put_again()
    {
        Store.Put("hello");
        File.WriteAllText(FileOfHello, "jello");

        Assert.Null(Store.Get(HashOfHello));
        Store.Put("hello");
        Assert.Equal("hello", Store.GetText(HashOfHello));
    }

    [Fact]
    public void Json_comes_back_as_it_went()
    {
        var hash = Store.PutJson(new Pair("a", [1, 2]));

        var pair = Store.GetJson<Pair>(hash);

        Assert.Equal("""{"first_word":"a","numbers":[1,2]}""", Store.GetText(hash));
        Assert.Equal(("a", 2), (pair.FirstWord, pair.Numbers.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824")]
    public void What_is_no_hash_never_becomes_a_path(string hash)
    {
        Assert.Throws<ArgumentException>(() => Store.Get(hash));
    }

    private sealed record Pair(string FirstWord, IReadOnlyList<int> Numbers);
}
