using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>A home that encrypts what it writes: everything works as before, and the server has nothing to read.</summary>
public sealed class EncryptionTests : IAsyncLifetime
{
    private const string Words = "zebra crossing";

    private readonly Slop _slop = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _slop.Environment["SLOP_ENCRYPTION"] = "on";
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    // It starts a server and a worker of its own.
    [Fact(Explicit = true)]
    public async Task A_track_is_asked_for_approved_and_shown_and_a_new_key_comes_in_its_middle()
    {
        var play = new Playground(_slop.Folder) { Track = "secret" };
        play.Ticket("a", new { step_mode = true }, [Playground.WriteFile("parts/a", "ok"), Playground.Text($"Done: {Words}.")]);
        var waiting = await _slop.RunAsync(
            "run", play.Save(new { title = Words }), "--script", play.ScriptFile, "--trust", "--no-wait", "--json");
        Assert.True(waiting.Code == 4, waiting.ToString());

        await _slop.MustAsync("approve", play.Track, "a/spawn-1");
        var asked = await _slop.UntilAsync(play.Track, s => Slop.Gates(s) is ["a/tool-1"]);
        var worker = _slop.Pid("worker");
        var keys = (await _slop.MustAsync("keys", "rotate", "--json")).Json.GetProperty("keys");
        await _slop.MustAsync("approve", play.Track, "a/tool-1");
        var end = (await _slop.MustAsync("watch", play.Track, "--json")).Json;
        var shown = await _slop.MustAsync("show", play.Track, "a");

        Assert.Equal(("completed", Words), (end.GetProperty("status").GetString(), asked.GetProperty("title").GetString()));
        Assert.Contains(Words, shown.Out, StringComparison.Ordinal);
        Assert.Equal(worker, _slop.Pid("worker"));
        var history = (await _slop.TemporalAsync("workflow", "show", "--workflow-id", $"track-{play.Track}", "-o", "json")).Said;
        var payloads = Payloads(JsonDocument.Parse(history[history.IndexOf('{', StringComparison.Ordinal)..]).RootElement).ToList();
        Assert.NotEmpty(payloads);
        Assert.All(payloads, p => Assert.Equal("binary/encrypted", Metadata(p, "encoding")));
        Assert.Equal(
            keys.EnumerateArray().Select(k => k.GetProperty("id").GetString()!).Order(StringComparer.Ordinal),
            payloads.Select(p => Metadata(p, "encryption-key-id")).Distinct().Order(StringComparer.Ordinal));
        await ShowAsync(payloads);
    }

    /// <summary>As the Web UI's page does it, and as Temporal's command line does.</summary>
    private async Task ShowAsync(IReadOnlyList<JsonElement> payloads)
    {
        var webUi = new Uri((await _slop.MustAsync("up", "--json")).Json.GetProperty("web_ui").GetString()!);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var settings = JsonDocument.Parse(await client.GetStringAsync(new Uri(webUi, "api/v1/settings"), Token)).RootElement;
        var endpoint = settings.GetProperty("Codec").GetProperty("Endpoint").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(webUi, $"{endpoint}/decode"))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { payloads }), new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Origin", webUi.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request, Token);
        var decoded = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("payloads");

        Assert.Contains(
            decoded.EnumerateArray(), p => Encoding.UTF8.GetString(p.GetProperty("data").GetBytesFromBase64()) == $"\"{Words}\"");
        string[] query = ["workflow", "query", "--workflow-id", "track-secret", "--type", "snapshot"];
        Assert.DoesNotContain(Words, (await _slop.TemporalAsync(query)).Said, StringComparison.Ordinal);
        var told = await _slop.TemporalAsync([.. query, "--codec-endpoint", new Uri(webUi, endpoint).ToString()]);
        Assert.Contains(Words, told.Said, StringComparison.Ordinal);
    }

    private static string Metadata(JsonElement payload, string name) =>
        Encoding.UTF8.GetString(payload.GetProperty("metadata").GetProperty(name).GetBytesFromBase64());

    /// <summary>All in a history, but the values that people filter by.</summary>
    private static IEnumerable<JsonElement> Payloads(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Payloads),
        JsonValueKind.Object when element.TryGetProperty("metadata", out var of) && of.TryGetProperty("encoding", out _) => [element],
        JsonValueKind.Object => element.EnumerateObject().Where(p => p.Name != "searchAttributes").SelectMany(p => Payloads(p.Value)),
        _ => [],
    };
}
