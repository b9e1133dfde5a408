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
            Say.Text("The part is there."));
        var play = WithGemini(gemini);

        var end = (await _slop.MustAsync("run", play, "--trust", "--json")).Json;

        Assert.All(gemini.Requests, r => Assert.True(r.HasKey));
        Assert.Equal(["gemini-3.5-flash-lite", "gemini-3.1-pro-preview", "gemini-3.1-pro-preview"], gemini.Requests.Select(r => r.Target.Split('/', ':')[3]));
        var ticket = end.GetProperty("tickets")[0];
        Assert.Equal(("completed", "gemini:gemini-3.1-pro-preview"), (ticket.GetProperty("status").GetString(), ticket.GetProperty("model").GetString()));
        var bill = end.GetProperty("usage").GetProperty("tier_3").GetProperty("models").EnumerateArray().ToDictionary(m => m.GetProperty("model").GetString()!, m => m.GetProperty("usage"));
        Assert.Equal((1, 2), (bill["gemini:gemini-3.5-flash-lite"].GetProperty("calls").GetInt32(), bill["gemini:gemini-3.1-pro-preview"].GetProperty("calls").GetInt32()));
        Assert.All(bill.Values, usage => Assert.True(usage.GetProperty("usd").GetDecimal() > 0));
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
        Assert.False(File.Exists(Path.Combine(_slop.Home, "local.json")));
        Assert.Empty(gemini.Requests);
    }

    private string WithGemini(FakeServer gemini)
    {
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite -> gemini-3.1-pro-preview";
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { });
        var track = play.Save(new { });
        File.Delete(Path.Combine(_slop.Folder, "script.json"));
        return track;
    }

    /// <summary>The key is in no file of the home: journal, logs, content, the server's database.</summary>
    private void AssertNowhere(string key)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(key);
        foreach (var file in Directory.EnumerateFiles(_slop.Home, "*", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(bytes) < 0, $"the key is in {file}");
        }
    }
}
