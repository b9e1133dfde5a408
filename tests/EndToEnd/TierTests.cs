using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>What tiers 2 and 4 do beside the worker, from the command line to the branch.</summary>
public sealed class TierTests(SharedHome home) : IAsyncLifetime
{
    private const string Track = "tiers";

    private readonly Slop _slop = new(home);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task Acceptance_is_judged_a_blocked_ticket_is_split_and_another_is_patched_by_hand()
    {
        var play = new Playground(_slop.Folder) { Track = Track };
        play.Ticket("met", new { acceptance = new[] { "parts/met says ok twice" } }, Write("met", "ok"), Write("met", "ok ok"));
        play.Turns("met@tier_2", Judge(met: false, "it says it once"), Judge(met: true, "parts/met:1"));
        play.Ticket("big", new { max_attempts = 1, verify = new[] { "grep -q ok parts/one" } }, Write("big", "too much"));
        play.Turns("big@tier_2", [Playground.Text(JsonSerializer.Serialize(new
        {
            decision = "split",
            reason = "two parts",
            tickets = new object[]
            {
                new { id = "two", description = "the second part", depends_on = new[] { "one" } },
                new { id = "one", description = "the first part" },
            },
        }))]);
        play.Turns("one", Write("one", "ok"));
        play.Turns("two", Write("two", "ok"));
        play.Ticket("after", new { depends_on = new[] { "big" } }, Write("after", "ok"));
        play.Ticket("hand", new { max_attempts = 1 }, Write("hand", "no"));
        play.Turns("hand@tier_4", [
            Playground.Text("""{"cause":"parts/hand says no","evidence":["parts/hand is not ok"]}"""),
            Playground.Text(
                "--- a/parts/hand\n+++ b/parts/hand\n@@ -1,1 +1,1 @@\n-no\n+ok\n--- /dev/null\n+++ b/parts/x\n@@ -0,0 +1,1 @@\n+no\n"),
        ]);
        // Tier 4 is asked by hand only.
        (_slop.Environment["SLOP_REPLAN"], _slop.Environment["SLOP_QA"]) = ("auto", "off");

        var blocked = await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        Assert.True(blocked.Code == 3, blocked.ToString());
        await _slop.MustAsync("patch", Track, "hand", "--note", "Leave other files alone.", "--json");
        await _slop.UntilAsync(Track, s => Slop.Gates(s) is ["hand/patch-1"]);
        const string Stale = """["--- a/parts/hand","+++ b/parts/hand","@@ -1 +1 @@","-yes","+ok"]""";
        Assert.Equal(2, (await _slop.RunAsync("approve", Track, "hand/patch-1", "--edited", Stale)).Code);
        await _slop.MustAsync("approve", Track, "hand/patch-1", "--hunks", "1", "--json");
        var end = (await _slop.MustAsync("watch", Track, "--json")).Json;

        Assert.Equal(
            ["met completed 2", "big skipped 1", "after completed 1", "hand completed 2", "one completed 1", "two completed 1"],
            end.GetProperty("tickets").EnumerateArray().Select(t => $"{Text(t, "id")} {Text(t, "status")} {t.GetProperty("attempt")}"));
        Assert.Equal(
            ["parts/after", "parts/hand", "parts/met", "parts/one", "parts/two"],
            Git.Run(play.Repository, "ls-tree", "-r", "--name-only", $"slop/{Track}", "parts/").Split('\n'));
        Assert.Equal("ok", Git.Run(play.Repository, "show", $"slop/{Track}:parts/hand"));
        Assert.Equal(["one", "two", "after"], FirstTurns());
        Assert.Contains("it says it once", _slop.Journal("met", "prompt.md", Track).Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("work is not done", _slop.Journal("after", "prompt.md", Track).Last(), StringComparison.Ordinal);
        Assert.Contains("Leave other files alone.", _slop.Journal("hand", "tier_4.turn-2.md", Track).Single(), StringComparison.Ordinal);
        Assert.Equal((3, 2), (Calls(end, "tier_2"), Calls(end, "tier_4")));
    }

    /// <summary>The tickets that follow from the split one, in the order in which their workers were first asked.</summary>
    private string[] FirstTurns() =>
    [
        .. _slop.Answers(Track).Select(line => JsonDocument.Parse(line).RootElement).Where(a => Text(a, "tier") == "tier_3")
            .Select(a => Text(a, "ticket")).Where(id => id is "one" or "two" or "after").Distinct(),
    ];

    private static object[] Write(string part, string text) =>
        [Playground.WriteFile($"parts/{part}", text + "\n"), Playground.Text("Done.")];

    private static object[] Judge(bool met, string evidence) =>
        [Playground.Text(JsonSerializer.Serialize(new { lines = new[] { new { met, evidence } } }))];

    private static int Calls(JsonElement track, string tier) =>
        track.GetProperty("usage").GetProperty(tier).GetProperty("calls").GetInt32();

    private static string Text(JsonElement node, string name) => node.GetProperty(name).GetString()!;
}
