using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary><c>--dry-run</c> refuses what a run refuses, in the same words, and leaves nothing behind.</summary>
public sealed class DryRunTests : IDisposable
{
    private const string Ticket = """ "tickets": [ { "id": "a", "description": "d", "verify": ["make a"] } ] }""";

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Theory]
    [InlineData("no_key", """{ "id": "t", """ + Ticket)]
    [InlineData("bad_script", """{ "id": "t", """ + Ticket, "--script", "none.json")]
    [InlineData("bad_script", """{ "id": "t", """ + Ticket, "--script", "broken.json")]
    [InlineData("bad_script", """{ "id": "t", """ + Ticket, "--script", "track.json")]
    [InlineData("invalid_track", """{ "id": "t", "repository": "gone", """ + Ticket, "--script", "script.json")]
    [InlineData("invalid_track", """{ "id": "t", "repository": "repo", "base": "mian", """ + Ticket, "--script", "script.json")]
    [InlineData("untrusted_commands", """{ "repository": ".", "setup": ["make deps"], """ + Ticket, "--script", "script.json")]
    public async Task What_a_run_refuses_is_refused_in_the_same_words(string code, string track, params string[] flags)
    {
        using var scene = await GitScene.CreateAsync();
        // Inside its repository a track file may have come with it.
        var folder = code == "untrusted_commands" ? "repo/" : "";
        var file = scene.Folder.Write($"{folder}track.json", track);
        scene.Folder.Write($"{folder}script.json", """{ "turns": {} }""");
        scene.Folder.Write($"{folder}broken.json", "{");
        flags = [.. flags.Select(f => f.EndsWith(".json", StringComparison.Ordinal) ? scene.Folder.In($"{folder}{f}") : f)];

        var dry = await _slop.RunAsync(["run", file, "--dry-run", "--json", .. flags]);
        var left = Directory.Exists(_slop.Home);
        var run = await _slop.RunAsync(["run", file, "--json", .. flags]);

        Assert.Equal(code, dry.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal((run.Code, run.Out, run.Error), (dry.Code, dry.Out, dry.Error));
        Assert.False(left, "the dry run left a home");
    }

    [Fact]
    public async Task A_finished_track_needs_again_by_what_is_on_disk_while_no_server_runs()
    {
        var file = _slop.Folder.Write("track.json", """{ "id": "ledger", """ + Ticket);
        var script = _slop.Folder.Write("script.json", "{}");
        var records = new TrackRecords(new SlopHome(_slop.Home));
        AtomicFile.Write(
            records.TrackFile(new TrackScope("", "ledger", 1)),
            JsonSerializer.Serialize(
                States.Track(TrackStatus.Completed) with { Id = "ledger", Epoch = 1, Tickets = [] }, SlopJson.Options));
        var before = Files();

        var refused = await _slop.RunAsync("run", file, "--dry-run", "--script", script, "--json");
        var again = await _slop.RunAsync("run", file, "--dry-run", "--script", script, "--again");

        Assert.Equal(
            (ExitCode.BadInput, "completed"), (refused.Code, refused.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal((ExitCode.Done, ""), (again.Code, again.Error));
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Somebody_who_can_be_asked_is_not_asked_yet_and_told_that_a_run_asks()
    {
        using var slop = new CommandLine { Typed = "y\n" };
        using var scene = await GitScene.CreateAsync();
        var file = scene.Folder.Write("repo/track.json", """{ "repository": ".", "setup": ["make deps"], """ + Ticket);
        var script = scene.Folder.Write("script.json", "{}");

        var ran = await slop.RunAsync("run", file, "--dry-run", "--script", script);

        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Contains(
            "before it starts you are asked whether these commands may run:\n  make deps\n", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(slop.Home));
    }

    [Fact]
    public async Task Commands_are_listed_of_a_track_that_runs_them_and_of_no_other()
    {
        using var scene = await GitScene.CreateAsync();
        var script = scene.Folder.Write("script.json", "{}");
        var works = scene.Folder.Write("works.json", """{ "repository": "repo", "verify": ["make test"], """ + Ticket);
        var words = scene.Folder.Write("words.json", """{ "verify": ["make test"], """ + Ticket);

        var listed = await _slop.RunAsync("run", works, "--dry-run", "--script", script);
        var none = await _slop.RunAsync("run", words, "--dry-run", "--script", script, "--json");

        Assert.Contains("command  make test\ncommand  make a\n", listed.Out, StringComparison.Ordinal);
        Assert.Equal(0, none.Json.GetProperty("commands").GetArrayLength());
    }

    private string[] Files() => Directory.GetFileSystemEntries(_slop.Home, "*", SearchOption.AllDirectories);
}
