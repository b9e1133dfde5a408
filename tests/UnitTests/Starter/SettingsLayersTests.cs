using System.Security.Cryptography;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What a person, a repository's file and a flag have to say about the sandbox of a run.</summary>
public sealed class SettingsLayersTests : IDisposable
{
    private const string Off = """{ "sandbox": "off" }""";
    private const string Required = """{ "sandbox": "required" }""";

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_repository_that_switches_the_sandbox_off_is_refused_and_said_once()
    {
        using var scene = await SceneAsync(Off);

        var (mode, said) = await OpenAsync(scene, new(""));

        Assert.Equal(await AutomaticAsync(), mode);
        Assert.Equal(
            $"{Path.Combine(scene.Repository.Root, "slop.json")} sets sandbox to 'off', which lowers protection: "
                + "'auto' stays; read the file and pass --trust, or set SLOP_SANDBOX yourself.\n",
            said);
    }

    [Fact]
    public async Task A_repository_that_a_person_vouches_for_switches_it_off()
    {
        using var scene = await SceneAsync(Off);

        Assert.Equal((SandboxMode.Off, ""), await OpenAsync(scene, new("") { Trust = Trust.Given }));
    }

    [Fact]
    public async Task A_confirmed_version_of_the_file_holds_and_no_other()
    {
        using var scene = await SceneAsync(Off);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(scene.Folder.In("repo", "slop.json"), Token)));
        _slop.Folder.Write("home/trusted.json", $$"""{ "{{hash}}": { "path": "slop.json", "at": "2026-01-01T00:00:00+00:00" } }""");

        Assert.Equal((SandboxMode.Off, ""), await OpenAsync(scene, new("")));

        scene.Folder.Write("repo/slop.json", Off + " ");
        Assert.Equal(await AutomaticAsync(), (await OpenAsync(scene, new(""))).Mode);
    }

    [Fact]
    public async Task What_the_file_lowers_is_asked_once_at_a_terminal_and_holds_whatever_else_the_file_says()
    {
        using var scene = await SceneAsync(Off);
        using var slop = new CommandLine { Typed = "y\n" };
        using var asked = new StringWriter { NewLine = "\n" };
        var file = Path.Combine(scene.Repository.Root, "slop.json");

        var confirmed = await LoadAsync(slop.TerminalFor(TextWriter.Null, asked) with { CanAsk = true }, Trust.Ask);
        scene.Folder.Write("repo/slop.json", """{ "$schema": "settings.schema.json", "sandbox": "off" }""");
        var later = await LoadAsync(slop.TerminalFor(TextWriter.Null, TextWriter.Null) with { CanAsk = false }, Trust.Known);

        Assert.Equal((SandboxMode.Off, SandboxMode.Off), (confirmed.Values.Sandbox, later.Values.Sandbox));
        Assert.Equal($"{file} lowers the protection of this machine:\n  sandbox: off\nAllow it? [y/N] ", asked.ToString());

        Task<LoadedSettings> LoadAsync(Terminal terminal, Trust trust) => SettingsLayers.LoadForRepositoryAsync(
            new(terminal, json: false, slop.Home), scene.Repository.Root, trust, sandbox: null, Token);
    }

    [Theory]
    [InlineData("n\n", null, SandboxMode.Auto)]
    [InlineData("", SandboxMode.Required, SandboxMode.Required)]
    public async Task What_the_file_lowers_stays_where_a_person_says_no_or_a_flag_says_it_already(
        string typed, SandboxMode? flag, SandboxMode expected)
    {
        using var scene = await SceneAsync(Off);
        using var slop = new CommandLine { Typed = typed };
        using var said = new StringWriter { NewLine = "\n" };
        var session = new Session(slop.TerminalFor(TextWriter.Null, said) with { CanAsk = true }, json: false, slop.Home);

        var loaded = await SettingsLayers.LoadForRepositoryAsync(session, scene.Repository.Root, Trust.Ask, flag, Token);

        Assert.Equal(expected, loaded.Values.Sandbox);
        Assert.Equal(flag is null, said.ToString().Contains("Allow it?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_that_requires_the_sandbox_holds_against_the_persons_file()
    {
        using var scene = await SceneAsync(Required);
        var person = new SettingsSources { UserFile = _slop.Folder.Write("settings.json", Off) };

        Assert.Equal((SandboxMode.Required, ""), await OpenAsync(scene, new(""), person));
    }

    [Fact]
    public async Task The_persons_file_and_variable_count_and_the_flag_wins_over_all()
    {
        using var scene = await SceneAsync(Required);
        var person = new SettingsSources { Environment = new Dictionary<string, string> { ["SLOP_SANDBOX"] = "auto" } };

        Assert.Equal(await AutomaticAsync(), (await OpenAsync(scene, new(""), person)).Mode);
        Assert.Equal(SandboxMode.Off, (await OpenAsync(scene, new("") { Sandbox = SandboxMode.Off }, person)).Mode);
    }

    [Fact]
    public async Task A_wrong_name_ends_with_2_and_the_name_that_was_meant()
    {
        using var scene = await SceneAsync("""{ "sandbx": "required" }""");

        var ran = await _slop.RunAsync("run", Track(scene), "--script", Script(scene));

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.Equal(
            $"error: {Path.Combine(scene.Repository.Root, "slop.json")}: there is no setting 'sandbx'. Did you mean 'sandbox'?\n"
                + "help: correct what is named; `schema/settings.schema.json` lists every setting\n",
            ran.Error);
    }

    [Fact]
    public async Task Hostile_words_of_a_refused_file_move_no_cursor()
    {
        using var scene = await SceneAsync("""{ "temporal_address": "\u001b[2J\u202e" }""");

        var (_, said) = await OpenAsync(scene, new(""));

        Assert.Contains("\\u001b[2J\\u202e", said, StringComparison.Ordinal);
        Assert.DoesNotContain(said, c => c is '\u001b' or '\u202e');
    }

    [Fact]
    public async Task The_doctor_shows_each_setting_of_the_repository_that_the_person_is_in()
    {
        using var scene = await SceneAsync(Required);
        var user = _slop.Folder.Write("settings.json", """{ "temporal_address": "127.0.0.1:1", "temporal_namespace": "mine" }""");
        using var slop = new CommandLine { Person = new() { UserFile = user } };
        using var error = new StringWriter();
        var terminal = slop.TerminalFor(TextWriter.Null, error) with { Folder = scene.Folder.Folder("repo/deep/er") };
        var session = new Session(terminal, json: false, slop.Home);

        var repository = await DoctorChecks.RepositoryAsync(session, Token);
        var settings = await SettingsLayers.LoadForRepositoryAsync(session, repository, Trust.Ask, sandbox: null, Token);
        var shown = Settings.All(settings, session.Home, slop.Home).Where(s =>
            s.Name is "home" or "sandbox" or "temporal executable" || s.Name.StartsWith("temporal_", StringComparison.Ordinal));

        Assert.Equal(
            [
                ("home", "--home"),
                ("sandbox", Path.Combine(scene.Repository.Root, "slop.json")),
                ("temporal_address", user),
                ("temporal_namespace", user),
            ],
            shown.SkipLast(1).Select(s => (s.Name, s.Origin)));
    }

    [Theory]
    [InlineData("", "profile:1", "temporal profile")]
    [InlineData("variable:1", "variable:1", "TEMPORAL_ADDRESS")]
    public void A_profile_of_temporal_is_the_weakest_and_its_variable_is_named(string variable, string address, string origin)
    {
        const string Profile = "[profile.default]\naddress = \"profile:1\"\nnamespace = \"teams\"\n";
        var environment = new Dictionary<string, string>
        {
            ["TEMPORAL_CONFIG_FILE"] = _slop.Folder.Write("temporal.toml", Profile),
            ["TEMPORAL_ADDRESS"] = variable,
        };

        var loaded = SettingsLayers.LoadForUser(
            _slop.TerminalFor(TextWriter.Null, TextWriter.Null) with { UserSources = new() { Environment = environment } });

        Assert.Equal((address, "teams"), (loaded.Values.TemporalAddress, loaded.Values.TemporalNamespace));
        Assert.Contains(new("temporal_address", address, origin), loaded.Effective);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Track(GitScene scene) => scene.Folder.In("track.json");

    private static string Script(GitScene scene) => scene.Folder.In("script.json");

    private static async Task<GitScene> SceneAsync(string settings)
    {
        var scene = await GitScene.CreateAsync();
        scene.Folder.Write("repo/slop.json", settings);
        await scene.GitAsync("add slop.json");
        await scene.GitAsync("commit -q -m settings");
        scene.Folder.Write("script.json", """{ "turns": {} }""");
        scene.Folder.Write("track.json", """{ "repository": "repo", "tickets": [ { "id": "a", "description": "d" } ] }""");
        return scene;
    }

    /// <summary>What `auto` comes to: a track that begins in a sandbox is held to it.</summary>
    private async Task<SandboxMode> AutomaticAsync() =>
        (await new Sandbox(new(_slop.Home), ProcessRunner.Shared).ProbeAsync(Token)).Works ? SandboxMode.Required : SandboxMode.Auto;

    private async Task<(SandboxMode Mode, string Said)> OpenAsync(GitScene scene, RunOptions options, SettingsSources? person = null)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = _slop.TerminalFor(TextWriter.Null, error) with { UserSources = person ?? new() };
        var opening = new TrackPreparation(new(terminal, json: false, _slop.Home));
        try
        {
            var given = options with { File = Track(scene), Script = Script(scene) };
            return ((await opening.PrepareAsync(given, Token)).Sandbox, error.ToString());
        }
        catch (CliError e) when (e.Code == "no_sandbox")
        {
            // A machine without one shows by its refusal that it was required.
            return (SandboxMode.Required, error.ToString());
        }
    }
}
