using System.Text.Json;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Files;

namespace SlopTemporal.EndToEnd;

/// <summary>Tiers 2 and 4 over the wire: what they cost, and what a kill costs where every call is paid for.</summary>
public sealed class TierBooksTests : IAsyncLifetime
{
    private const string Track = "tiers";

    private static readonly Dictionary<string, string> Models = new()
    {
        ["tier_1"] = "gemini-3-flash-preview",
        ["tier_2"] = "gemini-3.1-pro-preview",
        ["tier_3"] = "gemini-3.5-flash-lite",
        ["tier_4"] = "gemini-3.5-flash",
    };

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task A_red_check_its_analysis_patch_and_judgement_stand_on_the_bill_to_the_cent()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (play, _) = Play(gemini, patch: "auto");

        var end = (await _slop.MustAsync("run", play.TrackFile, "--live", "--trust", "--json")).Json;

        // One judgement; two turns; an analysis that is malformed at first, and a patch.
        await AssertBooksAsync(gemini, end, [("tier_2", 1), ("tier_3", 2), ("tier_4", 3)]);
        AssertMerged(play);
    }

    [Fact(Explicit = true)]
    public async Task A_plan_and_the_track_that_it_becomes_stand_on_one_bill_with_all_four_tiers()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (play, _) = Play(gemini, patch: "auto");
        _slop.Environment["SLOP_MODELS_TIER_1"] = Models["tier_1"];
        var work = gemini.Otherwise;
        gemini.Otherwise = exchange => (string?)exchange.Body["systemInstruction"]?["parts"]?[0]?["text"] switch
        {
            { } said when said.Contains("You are the planner", StringComparison.Ordinal) => Say.Text("One ticket is enough.")(exchange),
            { } said when said.Contains("You divide a goal into tickets", StringComparison.Ordinal) => Say.Text(
                """[{"id":"a","description":"Say ok in parts/a.","acceptance":["parts/a says ok"]}]""")(exchange),
            _ => work(exchange),
        };
        var file = Path.Combine(_slop.Folder, "goal.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(new
            {
                id = Track,
                goal = "Say ok.",
                repository = play.Repository,
                verify = new[] { "sh check.sh" },
                approvals = new { plan = "auto", patch = "auto" },
            }),
            TestContext.Current.CancellationToken);

        var end = (await _slop.MustAsync("run", file, "--live", "--trust", "--json")).Json;

        await AssertBooksAsync(gemini, end, [("tier_1", 1), ("tier_2", 2), ("tier_3", 2), ("tier_4", 3)]);
        AssertMerged(play);
    }

    /// <summary>What people are shown of each tier is what the provider has counted of its model.</summary>
    private async Task AssertBooksAsync(FakeServer gemini, JsonElement end, (string Tier, int Calls)[] expected)
    {
        var status = (await _slop.MustAsync("status", Track, "--json")).Json;
        var cost = (await _slop.MustAsync("cost", Track, "--json")).Json;
        Assert.Equal(expected.Select(e => e.Calls), expected.Select(e => gemini.Bill.Count(b => b.Model == Models[e.Tier])));
        foreach (var shown in new[] { end, status, cost })
        {
            Assert.Equal(expected.Select(e => e.Tier), shown.GetProperty("usage").EnumerateObject().Select(tier => tier.Name));
            foreach (var (tier, model) in expected.Select(e => (e.Tier, Models[e.Tier])))
            {
                var bill = gemini.Bill.Where(b => b.Model == model).ToList();
                var usage = shown.GetProperty("usage").GetProperty(tier);
                Assert.Equal(
                    (bill.Count, bill.Sum(b => b.Prompt), bill.Sum(b => b.Output), bill.Sum(b => b.Thoughts), bill.Sum(PricePage.Of)),
                    (Number(usage, "calls"), Number(usage, "input"), Number(usage, "output"), Number(usage, "thoughts"),
                        usage.GetProperty("usd").GetDecimal()));
            }
        }

        var total = cost.GetProperty("total");
        Assert.Equal((gemini.Bill.Count, gemini.Bill.Sum(PricePage.Of)), (Number(total, "calls"), total.GetProperty("usd").GetDecimal()));
        Assert.Equal(gemini.Requests.Count, gemini.Bill.Count);
    }

    /// <summary>
    /// Each call of tiers 2 and 4 loses its worker once, which dies once more at the gate and once at a step behind it.
    /// </summary>
    [Theory(Explicit = true)]
    [InlineData(CrashPoints.PatchBeforeWrite)]
    [InlineData(CrashPoints.PatchWritten)]
    [InlineData(CrashPoints.VerifyRan)]
    public async Task Killed_at_each_step_of_a_repair_only_lost_calls_are_made_again(string point)
    {
        await using var gemini = await FakeServer.StartAsync();
        var (play, actor) = Play(gemini, patch: "ask");
        var (answer, lost) = (gemini.Otherwise, new HashSet<string>());
        gemini.Otherwise = exchange =>
        {
            var reply = answer(exchange);
            if (exchange.Model != Models["tier_3"] && lost.Add(exchange.Body.ToJsonString()))
            {
                _slop.Kill("worker");
            }

            return reply;
        };

        var running = _slop.RunAsync("run", play.TrackFile, "--live", "--trust", "--json");
        var kept = _slop.KeepUpAsync(running);
        await _slop.StatusAsync(Track, ran => running.IsCompleted || (ran.Code == 0 && Slop.Gates(ran.Json) is ["a/patch-1"]));
        var fired = Path.Combine(_slop.Folder, "fired");
        (_slop.Environment["SLOP_CRASH"], _slop.Environment["SLOP_CRASH_ONCE"]) = (point, fired);
        _slop.Kill("worker");
        await _slop.SignalAsync($"track-{Track}", "approve", "\"a/patch-1\"");
        var (end, kills) = (await running, await kept);

        Assert.True(end.Code == 0, end.ToString());
        Assert.True(File.Exists(fired), $"{point} was never hit: nothing was proven");
        Assert.Equal((3, 5), (lost.Count, kills));
        Assert.All(actor.Asked, place => Assert.Equal(place.Key.Contains('@', StringComparison.Ordinal) ? 2 : 1, place.Value));
        Assert.Equal(
            gemini.Requests.Count, end.Json.GetProperty("usage").EnumerateObject().Sum(tier => Number(tier.Value, "calls")));
        AssertMerged(play);
    }

    [Fact(Explicit = true)]
    public async Task Killed_behind_each_answer_that_is_journaled_no_tier_is_asked_twice()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (play, actor) = Play(gemini, patch: "auto");
        _slop.Environment["SLOP_CRASH"] = CrashPoints.ModelJournaled;

        var running = _slop.RunAsync("run", play.TrackFile, "--live", "--trust", "--json");
        var kills = await _slop.KeepUpAsync(running);
        var end = await running;

        Assert.True(end.Code == 0, end.ToString());
        Assert.Equal(5, kills);
        // The first of them is malformed once.
        Assert.All(actor.Asked, place => Assert.Equal(place.Key == "a@tier_4/1/1" ? 2 : 1, place.Value));
        Assert.Equal(6, end.Json.GetProperty("usage").EnumerateObject().Sum(tier => Number(tier.Value, "calls")));
        AssertMerged(play);
    }

    private static void AssertMerged(Playground play)
    {
        Assert.Equal("ok", Git.Run(play.Repository, "show", $"slop/{Track}:parts/a"));
        Assert.Equal(2, Git.Run(play.Repository, "rev-list", $"slop/{Track}").Split('\n').Length);
    }

    private static int Number(JsonElement usage, string name) => usage.GetProperty(name).GetInt32();

    private (Playground Play, Actor Actor) Play(FakeServer gemini, string patch)
    {
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        _slop.Environment["SLOP_MODELS"] = Models["tier_3"];
        _slop.Environment["SLOP_MODELS_TIER_2"] = Models["tier_2"];
        _slop.Environment["SLOP_MODELS_TIER_4"] = $"{Models["tier_4"]} -> {Models["tier_4"]}";
        var play = new Playground(_slop.Folder) { Track = Track };
        play.Ticket(
            "a", new { acceptance = new[] { "parts/a says ok" } }, [Playground.WriteFile("parts/a", "no\n"), Playground.Text("Done.")]);
        play.Turns(
            "a@tier_4",
            [
                new { fail = new { kind = "quality", times = 1 }, text = """{"cause":"it says no","evidence":["parts/a is not ok"]}""" },
                Playground.Text("--- a/parts/a\n+++ b/parts/a\n@@ -1,1 +1,1 @@\n-no\n+ok\n"),
            ]);
        play.Turns("a@tier_2", [Playground.Text("""{"lines":[{"met":true,"evidence":"parts/a:1"}]}""")]);
        play.Save(new { approvals = new { patch } });
        var actor = new Actor(File.ReadAllText(play.ScriptFile));
        gemini.Otherwise = actor.Answer;
        return (play, actor);
    }
}
