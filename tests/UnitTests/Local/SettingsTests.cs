using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_repository_chooses_who_is_told_and_a_secret_address_is_not_shown()
    {
        File.WriteAllText(_folder.In("slop.json"), """{ "notify_command": "curl evil", "notify_url": "https://evil.example/x" }""");
        File.WriteAllText(_folder.In("mine.json"), """{ "notify_url": "https://hooks.example/secret", "notify_after_minutes": "5" }""");

        var loaded = SettingsLoader.Load(
            new() { UserFile = _folder.In("mine.json"), RepositoryFile = _folder.In("slop.json"), Repository = RepositoryTrust.Confirmed });

        Assert.Equal(
            (null, "https://hooks.example/secret", 5),
            (loaded.Values.NotifyCommand, loaded.Values.NotifyUrl?.ToString(), loaded.Values.NotifyAfterMinutes));
        Assert.Equal(2, loaded.Refused.Count);
        Assert.Equal("https://hooks.example/…", loaded.Effective.Single(e => e.Name == "notify_url").Value);
    }

    [Theory]
    [InlineData("""[{ "tool": "run_command", "prefix": "dotnet restore", "policy": "allow" }]""", null)]
    [InlineData("""[{ "tool": "run_command", "prefx": "x", "policy": "allow" }]""", "prefx")]
    [InlineData("""[{ "tool": "run_command", "policy": "maybe" }]""", "policy")]
    [InlineData("""[{ "policy": "allow" }]""", "tool")]
    public void Rules_for_tools_are_read_strictly(string rules, string? fault)
    {
        File.WriteAllText(_folder.In("mine.json"), $$"""{ "tool_rules": {{rules}} }""");
        var load = () => SettingsLoader.Load(new() { UserFile = _folder.In("mine.json") });

        if (fault is null)
        {
            Assert.Equal("allow run_command dotnet restore", load().Effective.Single(e => e.Name == "tool_rules").Value);
        }
        else
        {
            Assert.Contains(fault, Assert.Throws<SettingsException>(load).Problems[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_set_means_the_defaults()
    {
        var loaded = SettingsLoader.Load(new() { UserFile = _folder.In("none"), RepositoryFile = _folder.In("none") });

        Assert.Equal(
            [
                new("sandbox", "auto", "default"), new(
                    "temporal_address", "its own local server", "default"), new("temporal_namespace", "default", "default"),
                new("encryption", "off", "default"),
                new("models", "gemini:gemini-3.5-flash-lite -> gemini:gemini-3.8-flash -> gemini:gemini-3.1-pro-preview", "default"),
                new("models.tier_1", "gemini:gemini-3.1-pro-preview", "default"),
                new("models.tier_1.thinking", "as the model does", "default"),
                new("models.tier_1.budget_share", "0.25", "default"),
                new("models.tier_2", "gemini:gemini-3.8-flash -> gemini:gemini-3.1-pro-preview", "default"),
                new("models.tier_2.thinking", "as the model does", "default"),
                new("models.tier_2.budget_share", "0.25", "default"),
                new("models.tier_3.thinking", "as the model does", "default"),
                new("models.tier_4", "gemini:gemini-3.8-flash -> gemini:gemini-3.1-pro-preview", "default"),
                new("models.tier_4.thinking", "as the model does", "default"),
                new("models.tier_4.budget_share", "0.25", "default"),
                new("qa", "verify", "default"), new("review", "off", "default"), new("replan", "ask", "default"),
                new("model_catalogue", "as shipped", "default"), new(
                    "on_daily_quota", "wait", "default"), new("max_calls", "16", "default"), new("attempt_turns", "80", "default"),
                new(
                    "model_first_byte_seconds",
                    "120",
                    "default"), new("model_idle_seconds", "60", "default"), new("model_total_seconds", "900", "default"),
                new("check_folder", "auto", "default"), new("temp_megabytes", "512", "default"),
                new("command_memory_megabytes", "4096", "default"),
                new("command_processes", $"{128 * (Environment.ProcessorCount + 1)}", "default"),
                new("command_file_megabytes", "2048", "default"), new("free_disk_megabytes", "1024", "default"),
                new("setup_minutes", "30", "default"), new("verify_minutes", "30", "default"),
                new("sandbox_read", "none", "default"), new("sandbox_write", "none", "default"), new("network_allow", "none", "default"),
                new("commit_files", "2000", "default"), new("commit_file_megabytes", "10", "default"),
                new("commit_megabytes", "50", "default"), new("large_file_kilobytes", "500", "default"),
                new("allowed_filters", "none", "default"), new("private_files", "as shipped", "default"),
                new("tool_rules", "none", "default"), new("notify_command", "none", "default"), new("notify_url", "none", "default"), new(
                    "notify_after_minutes", "60", "default"),
            ],
            loaded.Effective);
        Assert.Empty(loaded.Refused);
    }

    [Fact]
    public void Each_layer_wins_over_the_one_before()
    {
        var sources = new SettingsSources
        {
            Profile = new Dictionary<string, string> { ["temporal_address"] = "profile:1", ["temporal_namespace"] = "profile" },
        };
        Assert.Equal(("profile:1", "temporal profile"), Address(sources));

        sources = sources with { UserFile = _folder.Write("user.json", """{ "sandbox": "off", "temporal_address": "user:1" }""") };
        Assert.Equal(("user:1", sources.UserFile), Address(sources));
        Assert.Equal(("off", sources.UserFile), Sandbox(sources));

        sources = sources with { RepositoryFile = _folder.Write("slop.json", """{ "$schema": "x", "sandbox": "required", }""") };
        Assert.Equal(("required", sources.RepositoryFile), Sandbox(sources));

        sources = sources with
        {
            Environment = new Dictionary<string, string>
            {
                ["SLOP_SANDBOX"] = "off",
                ["TEMPORAL_ADDRESS"] = "variable:1",
                ["TEMPORAL_NAMESPACE"] = "",
                ["HOME"] = "/",
            },
        };
        Assert.Equal(("variable:1", "TEMPORAL_ADDRESS"), Address(sources));
        Assert.Equal(("off", "SLOP_SANDBOX"), Sandbox(sources));

        sources = sources with { Flags = new Dictionary<string, string> { ["sandbox"] = "auto" } };
        Assert.Equal(("auto", "--sandbox"), Sandbox(sources));
        Assert.Equal(new("temporal_namespace", "profile", "temporal profile"), ValueOf(SettingsLoader.Load(sources), "temporal_namespace"));

        (string, string) Address(SettingsSources from) => ValueOf(
            SettingsLoader.Load(from), "temporal_address") is var found ? (found.Value, found.Origin) : default;
        (string, string) Sandbox(SettingsSources from) => ValueOf(
            SettingsLoader.Load(from), "sandbox") is var found ? (found.Value, found.Origin) : default;
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

    [Theory]
    [InlineData("off", "auto", 0)]
    [InlineData("required", "auto", 1)]
    [InlineData("required", "off", 1)]
    public void Protection_is_compared_with_what_the_person_chose(string mine, string wanted, int refused)
    {
        var user = _folder.Write("user.json", $$"""{ "sandbox": "{{mine}}" }""");
        var repository = _folder.Write("slop.json", $$"""{ "sandbox": "{{wanted}}" }""");

        var loaded = SettingsLoader.Load(new() { UserFile = user, RepositoryFile = repository });

        Assert.Equal((refused == 0 ? wanted : mine, refused), (ValueOf(loaded, "sandbox").Value, loaded.Refused.Count));
    }

    [Theory]
    [InlineData(RepositoryTrust.Unconfirmed)]
    [InlineData(RepositoryTrust.Confirmed)]
    public void A_repository_does_not_choose_the_server_whoever_confirmed_it(RepositoryTrust trust)
    {
        var repository = _folder.Write("slop.json", """{ "temporal_address": "evil:7233", "temporal_namespace": "theirs" }""");

        var loaded = SettingsLoader.Load(new() { RepositoryFile = repository, Repository = trust });

        Assert.Equal((null, "default"), (loaded.Values.TemporalAddress, loaded.Values.TemporalNamespace));
        Assert.Equal(2, loaded.Refused.Count);
    }

    [Fact]
    public void A_confirmed_repository_lowers_protection_and_the_person_still_wins()
    {
        var sources = new SettingsSources
        {
            RepositoryFile = _folder.Write("slop.json", """{ "sandbox": "off" }"""),
            Repository = RepositoryTrust.Confirmed,
        };

        Assert.Equal(SandboxMode.Off, SettingsLoader.Load(sources).Values.Sandbox);
        sources = sources with { Environment = new Dictionary<string, string> { ["SLOP_SANDBOX"] = "Required" } };
        Assert.Equal(SandboxMode.Required, SettingsLoader.Load(sources).Values.Sandbox);
    }

    [Fact]
    public void Every_mistake_of_every_layer_is_reported_at_once()
    {
        var user = _folder.Write("user.json", """{ "sandbx": "off", "colours": "none", "temporal_address": true }""");
        var repository = _folder.Write("slop.json", "[]");
        var sources = new SettingsSources
        {
            UserFile = user,
            RepositoryFile = repository,
            Environment = new Dictionary<string, string> { ["SLOP_SANDBOX"] = "many" },
            Flags = new Dictionary<string, string> { ["sandbox"] = "on" },
        };

        var problems = Assert.Throws<SettingsException>(() => SettingsLoader.Load(sources)).Problems;

        Assert.Equal(
            [
                $"{user}: temporal_address must be a text in quotes, a number or a list.",
                $"{repository} cannot be read as settings: it is not an object of names and values.",
                $"{user}: there is no setting 'sandbx'. Did you mean 'sandbox'?",
                $"{user}: there is no setting 'colours'.",
                "SLOP_SANDBOX: sandbox: 'many' is not one of auto, required, off.",
                "--sandbox: sandbox: 'on' is not one of auto, required, off.",
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

    private static EffectiveSetting ValueOf(LoadedSettings loaded, string name) =>
        Assert.Single(loaded.Effective, setting => setting.Name == name);
}
