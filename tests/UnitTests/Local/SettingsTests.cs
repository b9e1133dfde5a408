using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_set_means_the_defaults()
    {
        var loaded = SettingsLoader.Load(new() { UserFile = _folder.In("none"), RepositoryFile = _folder.In("none") });

        Assert.Equal("gemini:gemini-2.5-flash-lite -> gemini:gemini-2.5-flash -> gemini:gemini-3.1-pro-preview", ValueOf(loaded, "models").Value);
        Assert.Equal(new("command_timeout_s", "600", "default"), ValueOf(loaded, "command_timeout_s"));
        Assert.Equal(new("sandbox", "auto", "default"), ValueOf(loaded, "sandbox"));
        Assert.Empty(loaded.Refused);
    }

    [Fact]
    public void Each_layer_wins_over_the_one_before()
    {
        var user = _folder.Write("user.json", """{ "command_timeout_s": 1, "kept_output_bytes": 1, "models": ["scripted:1", "scripted:2"], "temporal_namespace": "mine" }""");
        var repository = _folder.Write("slop.json", """{ "$schema": "x", "command_timeout_s": 2, "kept_output_bytes": 2, "shown_output_characters": 2 }""");
        var sources = new SettingsSources
        {
            UserFile = user,
            RepositoryFile = repository,
            Environment = new Dictionary<string, string> { ["SLOP_COMMAND_TIMEOUT_S"] = "3", ["SLOP_SHOWN_OUTPUT_CHARACTERS"] = "3", ["HOME"] = "/", ["SLOP_MODELS"] = "" },
            Flags = new Dictionary<string, string> { ["command_timeout_s"] = "4" },
        };

        var loaded = SettingsLoader.Load(sources);

        Assert.Equal(TimeSpan.FromSeconds(4), loaded.Values.CommandTimeout);
        Assert.Equal([new ModelName("scripted", "1"), new ModelName("scripted", "2")], loaded.Values.Models);
        Assert.Equal(
            [("4", "--command-timeout-s"), ("2", repository), ("3", "SLOP_SHOWN_OUTPUT_CHARACTERS"), ("mine", user)],
            new[] { "command_timeout_s", "kept_output_bytes", "shown_output_characters", "temporal_namespace" }.Select(name => ValueOf(loaded, name)).Select(setting => (setting.Value, setting.Origin)));
    }

    [Theory]
    [InlineData("required", SandboxMode.Required, 0)]
    [InlineData("auto", SandboxMode.Auto, 0)]
    [InlineData("off", SandboxMode.Auto, 1)]
    public void A_repository_raises_protection_and_does_not_lower_it(string wanted, SandboxMode got, int refused)
    {
        var repository = _folder.Write("slop.json", $$"""{ "sandbox": "{{wanted}}" }""");

        var loaded = SettingsLoader.Load(new() { RepositoryFile = repository });

        Assert.Equal((got, refused), (loaded.Values.Sandbox, loaded.Refused.Count));
        Assert.All(loaded.Refused, sentence => Assert.Contains(repository, sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_does_not_choose_the_server()
    {
        var repository = _folder.Write("slop.json", """{ "temporal_address": "evil:7233" }""");

        var loaded = SettingsLoader.Load(new() { RepositoryFile = repository });

        Assert.Null(loaded.Values.TemporalAddress);
        Assert.Single(loaded.Refused);
    }

    [Fact]
    public void A_confirmed_repository_sets_what_it_likes_and_the_person_still_wins()
    {
        var repository = _folder.Write("slop.json", """{ "sandbox": "off", "temporal_address": "host:7233" }""");
        var sources = new SettingsSources
        {
            RepositoryFile = repository,
            Repository = RepositoryTrust.Confirmed,
            Environment = new Dictionary<string, string> { ["SLOP_SANDBOX"] = "Required" },
        };

        var loaded = SettingsLoader.Load(sources);

        Assert.Equal((SandboxMode.Required, "host:7233"), (loaded.Values.Sandbox, loaded.Values.TemporalAddress));
    }

    [Fact]
    public void Every_mistake_of_every_layer_is_reported_at_once()
    {
        var user = _folder.Write("user.json", """{ "sandbx": "off", "command_timeout_s": 0, "models": ["gpt"] }""");
        var repository = _folder.Write("slop.json", "[]");
        var sources = new SettingsSources
        {
            UserFile = user,
            RepositoryFile = repository,
            Environment = new Dictionary<string, string> { ["SLOP_KEPT_OUTPUT_BYTES"] = "many" },
            Flags = new Dictionary<string, string> { ["sandbox"] = "on" },
        };

        var problems = Assert.Throws<SettingsException>(() => SettingsLoader.Load(sources)).Problems;

        Assert.Equal(
            [
                $"{repository} cannot be read as settings: it is not an object of names and values.",
                $"{user}: there is no setting 'sandbx'. Did you mean 'sandbox'?",
                "--sandbox: sandbox: 'on' is not one of auto, required, off.",
                $"{user}: models: 'gpt' is not a model; expected provider:name, such as gemini:gemini-2.5-flash.",
                $"{user}: command_timeout_s: '0' is not a whole number from 1 to 86400.",
                "SLOP_KEPT_OUTPUT_BYTES: kept_output_bytes: 'many' is not a whole number from 1 to 67108864.",
            ],
            problems);
    }

    [Theory]
    [InlineData("{ \"sandbox\": ")]
    [InlineData("{ \"sandbox\": \"auto\", \"sandbox\": \"off\" }")]
    public void A_broken_file_is_named(string content)
    {
        var user = _folder.Write("user.json", content);

        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load(new() { UserFile = user }));

        Assert.StartsWith(user, Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    private static EffectiveSetting ValueOf(LoadedSettings loaded, string name) => Assert.Single(loaded.Effective, setting => setting.Name == name);
}
