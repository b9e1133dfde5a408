using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

public sealed class GraphCommandTests : IDisposable
{
    private const string Track = """
        { "id": "csv", "verify": ["make test"], "tickets": [
          { "id": "model", "description": "Add the row model." },
          { "id": "parser", "description": "Parse rows.", "depends_on": ["model"], "verify": ["make test-parser"] },
          { "id": "docs", "description": "Write it down." } ] }
        """;

    // Prices change with the day.
    private readonly CommandLine _slop = new()
    {
        Person = CommandLine.WithKey,
        Time = new FakeTimeProvider(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)),
    };

    public GraphCommandTests() => _slop.Folder.Write("track.json", Track);

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_track_is_drawn_as_waves_of_tickets() =>
        Golden.Match("graph.txt", (await _slop.RunAsync("graph", "track.json")).Out);

    [Fact]
    public async Task And_as_a_mermaid_flowchart() =>
        Golden.Match("graph.mmd", (await _slop.RunAsync("graph", "track.json", "--mermaid")).Out);

    [Fact]
    public async Task And_for_programs()
    {
        var answer = (await _slop.RunAsync("graph", "track.json", "--json")).Json;

        Assert.Equal("""[["model","docs"],["parser"]]""", Compact(answer.GetProperty("waves")));
        Assert.Equal("""["model"]""", Compact(answer.GetProperty("tickets")[1].GetProperty("depends_on")));
    }

    [Fact]
    public async Task A_dry_run_shows_waves_and_models_and_starts_nothing()
    {
        var ran = await _slop.RunAsync("run", "track.json", "--dry-run", "--max-workers", "2");

        Assert.Equal(ExitCode.Done, ran.Code);
        Golden.Match("dry-run.txt", ran.Out);
        Assert.False(Directory.Exists(_slop.Home));
    }

    [Fact]
    public async Task The_estimate_is_there_for_programs_and_knows_the_files_of_the_repository()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write(
            "track.json",
            """{ "id": "t", "repository": "repo", "budget": { "usd": 3 }, "tickets": [ { "id": "a", "description": "d","""
                + """ "context_requirements": ["small", "large", "none"] } ] }""");
        scene.Folder.Write("repo/small", "x");
        var without = Low((await _slop.RunAsync("run", track, "--dry-run", "--json")).Json);
        scene.Folder.Write("repo/large", new string('x', 40_000));

        var cost = (await _slop.RunAsync("run", track, "--dry-run", "--json")).Json.GetProperty("cost");

        Assert.Equal(["low", "high", "calls_low", "calls_high", "budget", "tickets"], cost.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            (6, 75, 3m),
            (cost.GetProperty("calls_low").GetInt32(), cost.GetProperty("calls_high").GetInt32(), cost.GetProperty("budget").GetDecimal()));
        Assert.True(cost.GetProperty("low").GetDecimal() > without, $"{cost} after {without}");

        static decimal Low(System.Text.Json.JsonElement answer) => answer.GetProperty("cost").GetProperty("low").GetDecimal();
    }

    [Fact]
    public async Task With_a_script_nothing_is_paid()
    {
        _slop.Folder.Write("script.json", "{}");

        var ran = await _slop.RunAsync("run", "track.json", "--dry-run", "--script", "script.json");

        Assert.Contains("cost     $0.00: 3 tickets, 3 to 9 calls, none of which costs money\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_track_with_mistakes_is_not_drawn()
    {
        _slop.Folder.Write("track.json", """[ { "id": "a", "description": "d", "depends_on": ["a"] } ]""");

        var ran = await _slop.RunAsync("graph", "track.json");

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.Contains("error: track.json has a mistake; nothing was started", ran.Error, StringComparison.Ordinal);
    }

    private static string Compact(System.Text.Json.JsonElement element) => System.Text.Json.JsonSerializer.Serialize(element);
}
