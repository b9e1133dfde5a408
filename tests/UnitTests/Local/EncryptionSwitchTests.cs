using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

public sealed class EncryptionSwitchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_runs_already_does_what_the_file_says_now()
    {
        var file = _folder.In("mine.json");
        var encryption = new EncryptionSwitch(new() { UserFile = file });

        Assert.False(encryption.IsOn());
        File.WriteAllText(file, """{ "encryption": "on" }""");
        Assert.True(encryption.IsOn());
        File.WriteAllText(file, """{ "encryption": "off" }""");
        Assert.False(encryption.IsOn());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "encryption": "maybe" }""")]
    public void What_cannot_be_read_counts_as_on(string text)
    {
        File.WriteAllText(_folder.In("mine.json"), text);

        Assert.True(new EncryptionSwitch(new() { UserFile = _folder.In("mine.json") }).IsOn());
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public void No_repository_sets_it(string wanted)
    {
        File.WriteAllText(_folder.In("slop.json"), $$"""{ "encryption": "{{wanted}}" }""");
        var set = new Dictionary<string, string> { ["SLOP_ENCRYPTION"] = "on" };

        var loaded = SettingsLoader.Load(new() { RepositoryFile = _folder.In("slop.json"), Repository = RepositoryTrust.Confirmed });
        var mine = SettingsLoader.Load(new() { UserFile = _folder.In("slop.json"), Environment = set });

        Assert.False(loaded.Values.Encryption);
        Assert.Contains("sets encryption", Assert.Single(loaded.Refused), StringComparison.Ordinal);
        Assert.True(mine.Values.Encryption);
    }
}
