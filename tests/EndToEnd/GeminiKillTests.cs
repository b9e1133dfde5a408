using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Files;

namespace SlopTemporal.EndToEnd;

/// <summary>What a kill costs where every call is paid for.</summary>
public sealed class GeminiKillTests : IAsyncLifetime
{
    /// <summary>Tickets, each of so many turns.</summary>
    private const int Tickets = 5;

    private const int Turns = 21;

    /// <summary>Longest that a run with all its kills may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    // Minutes long, so only `./build all` runs them, and tests/gemini-kills.
    [Fact(Explicit = true)]
    public async Task Killed_after_the_journal_a_hundred_times_no_call_is_made_twice()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (track, actor) = Play(gemini);
        _slop.Environment["SLOP_CRASH"] = CrashPoints.ModelJournaled;

        var (status, kills) = await RunAsync(track);

        Assert.Equal(Tickets * Turns, kills);
        Assert.Equal(Tickets * Turns, actor.Asked.Count);
        Assert.All(actor.Asked, place => Assert.True(place.Value == 1, $"{place.Key} was asked for {place.Value} times"));
        Assert.Equal(gemini.Requests.Count, Calls(status));
    }

    [Fact(Explicit = true)]
    public async Task Killed_in_the_middle_of_a_call_each_is_made_once_more_at_most_and_both_stand_on_the_bill()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (track, actor) = Play(gemini);
        var play = gemini.Otherwise;
        // Each second place of the script loses its worker at the first time of asking.
        gemini.Otherwise = exchange =>
        {
            var reply = play(exchange);
            if (actor.Asked.Values.Sum() % 3 == 1 && actor.Asked.Values.All(times => times < 3))
            {
                _slop.Kill("worker");
            }

            return reply;
        };

        var (status, kills) = await RunAsync(track);

        Assert.InRange(kills, 20, Tickets * Turns);
        Assert.All(actor.Asked, place => Assert.InRange(place.Value, 1, 2));
        Assert.Equal((Tickets * Turns) + kills, gemini.Requests.Count);
        Assert.Equal(gemini.Requests.Count, Calls(status));
    }

    /// <summary>Runs it to its end; a worker that dies is started again.</summary>
    private async Task<(System.Text.Json.JsonElement Status, int Kills)> RunAsync(string track)
    {
        var watching = _slop.Start("run", track, "--live", "--trust");
        var (output, error) = (watching.StandardOutput.ReadToEndAsync(), watching.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        var over = watching.WaitForExitAsync(limit.Token);
        var kills = await _slop.KeepUpAsync(over);
        await over;
        Assert.True(watching.ExitCode == 0, $"{await output}\n{await error}");
        return ((await _slop.MustAsync("status", "play", "--json")).Json, kills);
    }

    private static int Calls(System.Text.Json.JsonElement status) =>
        status.GetProperty("usage").GetProperty("tier_3").GetProperty("calls").GetInt32();

    private (string Track, Actor Actor) Play(FakeServer gemini)
    {
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        var play = new Playground(_slop.Folder);
        for (var ticket = 1; ticket <= Tickets; ticket++)
        {
            var looks = Enumerable.Range(1, Turns - 1).Select(i => Playground.Call("search", new { pattern = $"no{i}" }));
            play.Ticket($"t{ticket}", new { }, [.. looks, Playground.Text("Looked.")]);
        }

        var track = play.Save(new { max_workers = 1 });
        var actor = new Actor(File.ReadAllText(Path.Combine(_slop.Folder, "script.json")));
        gemini.Otherwise = actor.Answer;
        return (track, actor);
    }
}
