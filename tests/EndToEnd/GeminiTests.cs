using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.EndToEnd;

/// <summary>A track without a script: the real client, over HTTP, against a strict fake on loopback.</summary>
public sealed class GeminiTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task A_track_is_worked_over_the_wire_climbs_after_a_malformed_reply_and_pays_for_both()
    {
        await using var gemini = await FakeServer.StartAsync();
        gemini.Next(
            Say.Only("MALFORMED_FUNCTION_CALL"),
            Say.Calls(new Asked("write_file", """{"path":"parts/a","content":"ok"}"""), new Asked("list_directory", """{"path":"."}""")),
            // What its own commands see ends up in the journal, which is searched below.
            Say.Calls(new Asked("run_command", """{"command":"env; cat /proc/[0-9]*/environ | tr '\\000' '\\n'"}""")),
            Say.Text("The part is there."));
        var play = WithGemini(gemini);

        var end = (await _slop.MustAsync("run", play, "--trust", "--json")).Json;

        Assert.All(gemini.Requests, r => Assert.True(r.HasKey));
        Assert.Equal(
            ["gemini-3.5-flash-lite", "gemini-3.1-pro-preview", "gemini-3.1-pro-preview", "gemini-3.1-pro-preview"],
            gemini.Requests.Select(r => r.Target.Split('/', ':')[3]));
        var ticket = end.GetProperty("tickets")[0];
        Assert.Equal(
            ("completed", "gemini:gemini-3.1-pro-preview"),
            (ticket.GetProperty("status").GetString(), ticket.GetProperty("model").GetString()));
        var bill = end.GetProperty("usage").GetProperty("tier_3").GetProperty("models").EnumerateArray().ToDictionary(
            m => m.GetProperty("model").GetString()!, m => m.GetProperty("usage"));
        Assert.Equal(1, bill["gemini:gemini-3.5-flash-lite"].GetProperty("calls").GetInt32());
        Assert.Equal(3, bill["gemini:gemini-3.1-pro-preview"].GetProperty("calls").GetInt32());
        Assert.All(bill.Values, usage => Assert.True(usage.GetProperty("usd").GetDecimal() > 0));
        await _slop.MustAsync("down");
        AssertNowhere(gemini.Key);
    }

    /// <summary>
    /// The repository and tickets of the demo, played over the wire by a fake that knows its script: the ladder, the conflict, the cap, a
    /// deploy.
    /// </summary>
    [Fact]
    public async Task The_demo_is_worked_over_the_wire_pauses_at_its_cap_survives_a_deploy_and_the_books_agree()
    {
        await using var gemini = await FakeServer.StartAsync();
        var (track, repository) = LayOutTheDemo(gemini, budget: 0.01m);
        var asked = new TaskCompletionSource();
        gemini.Next(Hold(asked));
        var running = _slop.RunAsync("run", track, "--live", "--trust", "--json");

        // A deploy in the middle of the very first call.
        await asked.Task;
        await _slop.MustAsync("down", "--worker");
        await _slop.MustAsync("up");
        var waiting = await _slop.UntilAsync("ledger", s => Slop.Gates(s).Contains("budget-1"));
        var spent = Usd(waiting);
        await _slop.SignalAsync("track-ledger", "approve", """{"request":"budget-1","edited":{"usd":5}}""");
        var ran = await running;

        Assert.True(ran.Code == 0, ran.ToString());
        // Three tickets work at once: what is in flight at the cap ends.
        Assert.InRange(spent, 0.005m, 0.01m + (2 * gemini.Bill.Max(PricePage.Of)));
        Assert.Contains(
            "the next call takes about $0.00",
            waiting.GetProperty("gates")[0].GetProperty("subject").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(10, Git.Run(repository, "rev-list", "slop/ledger").Split('\n').Length);
        Assert.Contains("%-10s", Git.Run(repository, "show", "slop/ledger:lib/row.sh"), StringComparison.Ordinal);
        Assert.Contains("EUR", Git.Run(repository, "show", "slop/ledger:lib/row.sh"), StringComparison.Ordinal);
        var tickets = ran.Json.GetProperty("tickets").EnumerateArray().ToDictionary(
            t => t.GetProperty("id").GetString()!, t => t.GetProperty("model").GetString());
        // Two malformed replies climb, a red check climbs, and the deploy does not.
        Assert.Equal(
            ("gemini:gemini-3.1-pro-preview", "gemini:gemini-3.5-flash", "gemini:gemini-3.5-flash-lite"),
            (tickets["report"], tickets["total"], tickets["currency"]));
        var lost = Lost();
        Assert.Equal(1, lost.Calls);
        Assert.Equal(gemini.Requests.Count, Tiers(ran.Json).Sum(tier => tier.GetProperty("calls").GetInt32()));
        Assert.Equal(["tier_2", "tier_3", "tier_4"], ran.Json.GetProperty("usage").EnumerateObject().Select(tier => tier.Name));
        Assert.Equal(gemini.Bill.Sum(PricePage.Of), Usd(ran.Json) - lost.Usd);
        await _slop.MustAsync("down");
        AssertNowhere(gemini.Key);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_started_and_the_way_out_is_named()
    {
        await using var gemini = await FakeServer.StartAsync();
        var play = WithGemini(gemini);
        _slop.Environment["GEMINI_API_KEY"] = _slop.Environment["GOOGLE_API_KEY"] = "";

        var ran = await _slop.RunAsync("run", play, "--trust", "--json");

        Assert.Equal((2, "no_key"), (ran.Code, ran.Json.GetProperty("error").GetProperty("code").GetString()));
        Assert.False(_slop.HasStarted);
        Assert.Empty(gemini.Requests);
    }

    private (string Track, string Repository) LayOutTheDemo(FakeServer gemini, decimal budget)
    {
        Reach(gemini);
        // None of their prices has a date.
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite -> gemini-3.5-flash -> gemini-3.1-pro-preview";
        var example = Path.Combine(Slop.Project, "examples", "ledger");
        gemini.Otherwise = new Actor(File.ReadAllText(Path.Combine(example, "script.json"))).Answer;
        var repository = Path.Combine(_slop.Folder, "repo");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(example, "repo"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(repository, Path.GetRelativePath(Path.Combine(example, "repo"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Git.Run(repository, "init", "-q", "-b", "main");
        Git.Run(repository, "add", "-A");
        Git.Run(repository, "commit", "-q", "-m", "base");
        var track = JsonNode.Parse(File.ReadAllText(Path.Combine(example, "track.json")))!;
        track["budget"] = new JsonObject { ["usd"] = budget };
        track["approvals"]!["patch"] = "auto";
        var path = Path.Combine(_slop.Folder, "track.json");
        File.WriteAllText(path, track.ToJsonString());
        // It is there, and --live leaves it alone.
        File.Copy(Path.Combine(example, "script.json"), Path.Combine(_slop.Folder, "script.json"));
        return (path, repository);
    }

    /// <summary>A call that is never answered.</summary>
    private static Func<Exchange, Reply> Hold(TaskCompletionSource asked) => _ =>
    {
        asked.SetResult();
        return new() { HoldsBeforeStart = true, Ending = Ending.Hold };
    };

    /// <summary>Calls that came to nothing with their worker: what the journal says of them is an estimate.</summary>
    private (int Calls, decimal Usd) Lost()
    {
        JsonElement[] lost = [.. Directory.EnumerateFiles(Path.Combine(_slop.Home, "journal"), "*.try-*.json", SearchOption.AllDirectories)
            .Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)
            .Where(t => t.GetProperty("reason").GetString()!.StartsWith("the worker ended", StringComparison.Ordinal))];
        return (lost.Length, lost.Sum(t => t.GetProperty("usage").GetProperty("usd").GetDecimal()));
    }

    private static decimal Usd(JsonElement status) => Tiers(status).Sum(tier => tier.GetProperty("usd").GetDecimal());

    private static IEnumerable<JsonElement> Tiers(JsonElement status) =>
        status.GetProperty("usage").EnumerateObject().Select(tier => tier.Value);

    private void Reach(FakeServer gemini)
    {
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
    }

    private string WithGemini(FakeServer gemini)
    {
        Reach(gemini);
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite -> gemini-3.1-pro-preview";
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { });
        return play.Save(new { });
    }

    /// <summary>The key is in no file of the home: journal, logs, content, the server's database.</summary>
    private void AssertNowhere(string key)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(key);
        var programs = $"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}";
        foreach (var file in Directory.EnumerateFiles(_slop.Home, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains(programs, StringComparison.Ordinal)))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(bytes) < 0, $"the key is in {file}");
        }
    }
}
