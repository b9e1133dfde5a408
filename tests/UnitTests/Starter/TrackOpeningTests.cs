using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

public sealed class TrackOpeningTests : IDisposable
{
    private const string OneTicket = """ "tickets": [ { "id": "a", "description": "d" } ] }""";

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_text_only_track_needs_neither_repository_nor_trust()
    {
        var document = await OpenAsync(
            _slop.Folder.Write("track.json", """{ "id": "words",""" + OneTicket), new("") { MaxWorkers = 9, AllowRed = true });

        Assert.Equal((null, null, false), (document.Repository, document.BaseCommit, document.Trusted));
        Assert.Equal((9, true), (document.Track.MaxWorkers, document.AllowRed));
        Assert.Equal(Ladder.Scripted, document.Ladder);
    }

    [Fact]
    public async Task The_base_is_bound_to_the_commit_that_it_is_now()
    {
        using var scene = await GitScene.CreateAsync();

        var document = await OpenAsync(
            scene.Folder.Write("track.json", """{ "id": "x", "repository": "repo", "base": "main",""" + OneTicket), new(""));

        Assert.Equal((scene.Repository.Root, scene.Commit), (document.Repository, document.BaseCommit));
    }

    [Fact]
    public async Task The_script_lies_in_the_content_store_as_it_was_written()
    {
        var document = await OpenAsync(_slop.Folder.Write("track.json", "{" + OneTicket), new(""));

        Assert.Equal("""{ "turns": {} }""", new ContentStore(new SlopHome(_slop.Home)).GetText(document.Script!));
    }

    [Theory]
    [InlineData("[]", "has a mistake", "mine.json:1:1\n")]
    [InlineData("{", "has a mistake", "mine.json:1:2\n")]
    [InlineData("{ \"wait\": 1,\n  \"turns\": { \"a\": [ { } ] } }", "has 2 mistakes", "mine.json:2:21\n")]
    [InlineData("{}\u0000", "has a mistake", "it holds a NUL byte")]
    public async Task A_script_that_is_none_is_refused_with_all_that_is_wrong_with_it(string script, string why, string detail)
    {
        var track = _slop.Folder.Write("track.json", "{" + OneTicket);
        _slop.Folder.Write("mine.json", script);

        var error = await Assert.ThrowsAsync<CliError>(() => OpenAsync(track, new("") { Script = _slop.Folder.In("mine.json") }));

        Assert.Equal("bad_script", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(detail, error.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_that_was_switched_off_is_part_of_the_document()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write("repo/track.json", """{ "repository": ".", "setup": ["make deps"],""" + OneTicket);

        var document = await OpenAsync(track, new("") { Sandbox = SandboxMode.Off });

        Assert.Equal((SandboxMode.Off, false), (document.Sandbox, document.Trusted));
    }

    [Fact]
    public async Task Setup_of_a_track_inside_its_repository_is_asked_for()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write("repo/track.json", """{ "repository": ".", "setup": ["make deps"],""" + OneTicket);

        var error = await Assert.ThrowsAsync<CliError>(() => OpenAsync(track, new("")));
        var trusted = await OpenAsync(track, new("") { Trust = Trust.Given });

        Assert.Equal("untrusted_commands", error.Code);
        Assert.True(trusted.Trusted);
    }

    [Theory]
    [InlineData("clone/tracks/track.json")]
    [InlineData("link/track.json")]
    public async Task Setup_of_a_track_from_any_clone_is_asked_for_whichever_repository_it_names(string path)
    {
        using var scene = await GitScene.CreateAsync();
        Directory.CreateDirectory(scene.Folder.In("clone/.git"));
        Directory.CreateDirectory(scene.Folder.In("clone/tracks"));
        Directory.CreateSymbolicLink(scene.Folder.In("link"), scene.Folder.In("clone/tracks"));
        var repository = Path.GetRelativePath(Path.GetDirectoryName(scene.Folder.In(path))!, scene.Folder.In("repo"));
        var track = scene.Folder.Write(path, $$"""{ "repository": "{{repository}}", "setup": ["make deps"],""" + OneTicket);

        var error = await Assert.ThrowsAsync<CliError>(() => OpenAsync(track, new("")));

        Assert.Equal("untrusted_commands", error.Code);
    }

    private async Task<TrackDocument> OpenAsync(string track, RunOptions options)
    {
        var beside = Path.Combine(Path.GetDirectoryName(track)!, TrackScript.DefaultName);
        await File.WriteAllTextAsync(beside, """{ "turns": {} }""", TestContext.Current.CancellationToken);
        var session = new Session(_slop.TerminalFor(TextWriter.Null, TextWriter.Null), json: false, _slop.Home);
        return await new TrackPreparation(session).PrepareAsync(
            options with { File = track, Script = options.Script ?? beside }, TestContext.Current.CancellationToken);
    }
}
