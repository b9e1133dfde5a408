using System.Text.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Starter;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What <c>status</c>, <c>list</c> and <c>cost</c> say while the server of the home is down.</summary>
public sealed class UnknownStateTests : IDisposable
{
    private const string Down = "the server is not running; `slop up` starts it";

    private readonly JournalScene _scene = new();

    public UnknownStateTests() => AtomicFile.Write(
        new SlopHome(_scene.Slop.Home).LocalJson, JsonSerializer.Serialize(new { address = "127.0.0.1:1" }));

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("cost")]
    public async Task With_nothing_on_disk_they_name_the_server_and_do_not_succeed(string command)
    {
        var ran = await _scene.Slop.RunAsync(command);
        var json = await _scene.Slop.RunAsync(command, "--json");

        Assert.Equal((ExitCode.Failure, $"No track is known on disk, and {Down}.\n"), (ran.Code, ran.Out));
        Assert.Equal((ExitCode.Failure, Down), (json.Code, json.Json.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("cost")]
    public async Task A_track_that_nobody_knows_may_be_known_to_the_server(string command)
    {
        var ran = await _scene.Slop.RunAsync(command, "e1");

        Assert.Equal(ExitCode.Failure, ran.Code);
        Assert.StartsWith($"error: no record on disk has a track e1, and {Down}\n", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", "needs_you", "usd")]
    [InlineData("cost", "usage")]
    public async Task A_run_without_a_record_is_listed_with_nothing_said_of_its_state(string command, params string[] unknown)
    {
        _scene.WriteAll();

        var text = await _scene.Slop.RunAsync(command);
        var ran = await _scene.Slop.RunAsync(command, "--json");
        var track = ran.Json.GetProperty("tracks")[0];

        Assert.Equal((ExitCode.Failure, ExitCode.Failure), (text.Code, ran.Code));
        Assert.Matches("csv .*not known.*\\?", text.Out);
        Assert.Contains($"not known: {Down}", text.Out, StringComparison.Ordinal);
        Assert.All(["status", .. unknown], member => Assert.Equal(JsonValueKind.Null, track.GetProperty(member).ValueKind));
        Assert.Equal(Down, track.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_status_of_a_run_without_a_record_is_what_is_on_disk()
    {
        _scene.WriteAll();

        var text = await _scene.Slop.RunAsync("status", "csv");
        var ran = await _scene.Slop.RunAsync("status", "csv", "--json");

        Assert.Equal((ExitCode.Failure, ExitCode.Failure), (text.Code, ran.Code));
        Assert.StartsWith($"csv: its state is not known: {Down}\n", text.Out, StringComparison.Ordinal);
        Assert.Matches("parser +attempt 2 ", text.Out);
        Assert.All(
            ["status", "tickets", "gates", "usage"], member => Assert.Equal(JsonValueKind.Null, ran.Json.GetProperty(member).ValueKind));
        Assert.Equal((Down, 1), (ran.Json.GetProperty("reason").GetString(), ran.Json.GetProperty("epoch").GetInt32()));
    }

    [Fact]
    public async Task What_has_ended_is_known_without_a_server()
    {
        _scene.Close(TrackStatus.Completed, [.. States.AtWork().Tickets]);

        var list = await _scene.Slop.RunAsync("list", "--json");
        var status = await _scene.Slop.RunAsync("status", "csv", "--json");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (list.Code, status.Code));
        Assert.Equal(("completed", Down), (
            list.Json.GetProperty("tracks")[0].GetProperty("status").GetString(), list.Json.GetProperty("reason").GetString()));
        Assert.Equal(4, status.Json.GetProperty("tickets").GetArrayLength());
    }
}
