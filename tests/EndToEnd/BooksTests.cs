using System.Text.Json;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.EndToEnd;

/// <summary>What people are shown of the costs while tickets work, against the books of a provider that counts for itself.</summary>
public sealed class BooksTests : IAsyncLifetime
{
    private const int Samples = 20;
    private const int Workers = 3;
    private const int Turns = 12;

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task Status_is_never_more_than_the_calls_in_flight_behind_the_books_and_never_falls()
    {
        await using var gemini = await FakeServer.StartAsync();
        using var answers = new SemaphoreSlim(0);
        var actor = new Actor(Script());
        gemini.Otherwise = exchange =>
        {
            answers.Wait(TestContext.Current.CancellationToken);
            return actor.Answer(exchange);
        };
        var started = await _slop.RunAsync("start", Save(gemini), "--live", "--trust", "--json");
        Assert.True(started.Code == 0, started.ToString());
        await Eventually.HoldsAsync(() => gemini.Requests.Count == Workers);

        var last = new Books(0, 0);
        for (var sample = 0; sample < Samples; sample++)
        {
            // At least one answer a sample, so that the track is at another place each time.
            answers.Release(1 + (sample % 2));
            var before = Books.Of(gemini.Bill);
            var shown = Books.Of((await _slop.MustAsync("status", "books", "--json")).Json);
            var after = Books.Of(gemini.Bill);

            Assert.InRange(shown.Calls, before.Calls - Workers, after.Calls);
            var call = gemini.Bill.Select(Books.TokensOf).DefaultIfEmpty().Max();
            Assert.InRange(shown.Tokens, before.Tokens - (Workers * call), after.Tokens);
            Assert.True(shown.Calls >= last.Calls && shown.Tokens >= last.Tokens, $"{last} fell to {shown}");
            last = shown;
        }

        Assert.True(last.Calls >= Samples, last.ToString());
        answers.Release(1000);
        var end = (await _slop.MustAsync("watch", "books", "--json")).Json;
        Assert.Equal(Books.Of(gemini.Bill), Books.Of(end));
    }

    /// <summary>One ticket works on, one fails its checks at first, one has a model that answers badly at first.</summary>
    private static string Script()
    {
        static object[] Turn(string ticket, string content) =>
        [
            .. Enumerable.Range(0, Turns).Select(n => Playground.Call("read_file", new { path = "check.sh", offset = n + 1 })),
            Playground.WriteFile($"parts/{ticket}", content), Playground.Text("Done."),
        ];
        var bad = new
        {
            fail = new { kind = "quality", times = 1 },
            calls = new[] { new { name = "list_directory", args = new { path = "." } } },
        };
        object[][] a = [Turn("a", "ok")];
        object[][] b = [Turn("b", "no"), Turn("b", "ok")];
        object[][] c = [[bad, .. Turn("c", "ok")]];
        return JsonSerializer.Serialize(new { turns = new { a, b, c } });
    }

    private string Save(FakeServer gemini)
    {
        _slop.Environment["GEMINI_API_KEY"] = gemini.Key;
        _slop.Environment["GOOGLE_API_KEY"] = "";
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite -> gemini-3.5-flash -> gemini-3.1-pro-preview";
        var play = new Playground(_slop.Folder) { Track = "books" };
        foreach (var ticket in new[] { "a", "b", "c" })
        {
            play.Ticket(ticket, new { });
        }

        return play.Save(new { max_workers = Workers });
    }

    private sealed record Books(int Calls, long Tokens)
    {
        public static Books Of(IReadOnlyList<Billed> bill) => new(bill.Count, bill.Sum(TokensOf));

        public static Books Of(JsonElement status)
        {
            var tiers = status.GetProperty("usage").EnumerateObject().Select(tier => tier.Value).ToList();
            long Number(string name) => tiers.Sum(tier => tier.GetProperty(name).GetInt64());
            return new((int)Number("calls"), Number("input") + Number("output") + Number("thoughts"));
        }

        public static long TokensOf(Billed reply) => reply.Prompt + reply.Output + reply.Thoughts;
    }
}
