using SlopTemporal.Local.Home;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Signing;

public sealed class PayloadKeyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.Folder("home"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_who_needs_a_key_makes_it_and_all_others_read_the_same()
    {
        var made = Enumerable.Range(0, 8).AsParallel().Select(_ => PayloadKeyFile.ReadOrCreate(Home)).ToList();

        Assert.Single(made.Select(keys => (keys.Since, keys.Keys[0].Id, Convert.ToHexString(keys.Keys[0].Secret))).Distinct());
        Assert.Equal(32, made[0].Keys[0].Secret.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Home.PayloadKeys));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null]}""")]
    [InlineData("""{"keys":[{"id":"0123abcd","secret":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"id":"x","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}]}""")]
    public void A_file_without_a_key_is_an_error_that_says_what_to_do(string text)
    {
        Home.Create();
        File.WriteAllText(Home.PayloadKeys, text);

        var error = Assert.Throws<InvalidDataException>(() => PayloadKeyFile.ReadOrCreate(Home));

        Assert.Contains("Put the former file back", error.Message, StringComparison.Ordinal);
    }
}
