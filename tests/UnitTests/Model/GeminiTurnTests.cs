using System.Text.Json.Nodes;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Whole turns of a ticket: what a reply carries comes back out of the journal's files.</summary>
public sealed class GeminiTurnTests : IAsyncLifetime
{
    private static readonly Func<Exchange, Reply> TwoCalls =
        Say.Calls(new("read_file", """{"path":"a.md"}""", "k2x9"), new("search", """{"pattern":"x+/="}""", "k2x8"));

    private GeminiBench _gemini = null!;

    public async ValueTask InitializeAsync() => _gemini = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _gemini.DisposeAsync();

    [Fact]
    public async Task Parallel_calls_go_back_as_they_came()
    {
        using var bench = Ladder(GeminiBench.Model);
        string? given = null;
        _gemini.Server.Next(e => TwoCalls(e) is var reply ? Noted(reply, out given) : reply);

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);

        Assert.True(JsonNode.DeepEquals(Contents[1], new JsonObject
        {
            ["role"] = "model",
            ["parts"] = new JsonArray(
                JsonNode.Parse("""{"text":"I look. "}"""),
                new JsonObject
                {
                    ["functionCall"] = JsonNode.Parse("""{"id":"k2x9","name":"read_file","args":{"path":"a.md"}}"""),
                    ["thoughtSignature"] = given,
                },
                JsonNode.Parse("""{"functionCall":{"id":"k2x8","name":"search","args":{"pattern":"x+/="}}}""")),
        }), Contents[1]!.ToJsonString());
        Assert.Equal(["k2x9", "k2x8"], Contents[2]!["parts"]!.AsArray().Select(p => (string?)p!["functionResponse"]!["id"]));
    }

    [Fact]
    public async Task Words_between_calls_keep_their_place()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(e => Say.Events(e, "STOP",
            Say.TextPart("One "),
            Say.TextPart("😀, "),
            e.Signatures.Sign(e.Model, Say.Call(new("search", "{}", "a"))),
            Say.TextPart("then two."),
            Say.Call(new("search", "{}", "b"))));

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);

        Assert.Equal(
            ["One 😀, ", "a", "then two.", "b"],
            Contents[1]!["parts"]!.AsArray().Select(p => (string?)p!["text"] ?? (string?)p["functionCall"]!["id"]));
    }

    [Fact]
    public async Task Each_step_of_a_turn_keeps_its_own_signature()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(TwoCalls, TwoCalls, Say.Text("Done."));

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);
        var last = await bench.TurnAsync(turn: 3);

        Assert.Equal("Done.", last.Preview);
        Assert.Equal(2, Signatures.Distinct().Count());
    }

    [Fact]
    public async Task The_signature_of_a_text_stays_on_its_empty_piece()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(Say.Text("Well, done."));

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2, message: bench.Store.Put("Not yet."));

        var parts = Contents[1]!["parts"]!.AsArray();
        Assert.Equal(["Well, done.", ""], parts.Select(p => (string?)p!["text"]));
        Assert.Equal([false, true], parts.Select(p => p!["thoughtSignature"] is not null));
        Assert.Equal("Not yet.", (string?)Contents[2]!["parts"]![0]!["text"]);
    }

    [Fact]
    public async Task The_next_model_of_the_ladder_gets_the_dummy_in_place_of_a_foreign_signature()
    {
        using var bench = Ladder(GeminiBench.Model, "gemini-3.1-pro-preview");
        _gemini.Server.Next(TwoCalls, Say.Only("MALFORMED_FUNCTION_CALL"), Say.Text("Done."));

        await bench.TurnAsync();
        var failure = await bench.FailTurnAsync(turn: 2);
        var result = await bench.TurnAsync(turn: 2);

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Equal(("gemini-3.1-pro-preview", "Done."), (result.Model.Name, result.Preview));
        Assert.Equal(["skip_thought_signature_validator"], Signatures);
    }

    [Fact]
    public async Task Calls_without_ids_go_back_without_ids()
    {
        using var bench = Ladder("gemini-2.5-flash");
        _gemini.Server.Next(Say.Calls(new("search", "{}"), new("search", "{}")), Say.Calls(new Asked("search", "{}")));

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);

        Assert.Equal(["gem_1", "gem_2"], bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(1))!.Calls.Select(c => c.Id));
        Assert.Equal("gem_3", bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(2))!.Calls.Single().Id);
        Assert.DoesNotContain("\"id\"", Contents.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_goes_back_as_it_came()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(Say.Calls(new Asked("default_api:search", "{\"pattern\":\"a\"}", "k2x9")));

        var first = await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);

        Assert.Equal("search", first.Calls.Single().Name);
        Assert.Equal("default_api:search", (string?)Contents[2]!["parts"]![0]!["functionResponse"]!["name"]);
    }

    [Fact]
    public async Task The_servers_delay_reaches_the_retry_policy()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(Errors.TooMany("34.5s")).Next(Errors.TooManyToday());

        var busy = await bench.FailTurnAsync();
        var usedUp = await bench.FailTurnAsync();
        var result = await bench.TurnAsync();

        Assert.Equal(Failures.ModelTransient, busy.ErrorType);
        Assert.InRange(busy.NextRetryDelay!.Value.TotalSeconds, 34.5, 34.5 * 1.2);
        Assert.Equal(
            (Failures.ModelQuota, true, 34.07),
            (usedUp.ErrorType, usedUp.NonRetryable, Math.Round((usedUp.Details.ElementAt<DateTimeOffset>(2) - Bench.Now).TotalSeconds, 2)));
        Assert.Equal([FailureKind.Transient, FailureKind.Quota], result.Tries.Select(t => t.Kind));
    }

    [Fact]
    public async Task No_file_of_a_home_holds_the_key()
    {
        using var bench = Ladder(GeminiBench.Model);
        _gemini.Server.Next(Errors.BadKey(_gemini.Server.Key)).Next(TwoCalls);

        var failure = await bench.FailTurnAsync();

        _gemini.AssertSafe(failure);
        Assert.Equal(Failures.ModelFinal, failure.ErrorType);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(bench.Journal.Folder(bench.Scope)),
            f => File.ReadAllText(f).Contains(_gemini.Server.Key, StringComparison.OrdinalIgnoreCase));
    }

    private JsonArray Contents => _gemini.Server.Requests[^1].Body!["contents"]!.AsArray();

    private IEnumerable<string> Signatures =>
        Contents.SelectMany(c => c!["parts"]!.AsArray()).Select(p => (string?)p!["thoughtSignature"]).OfType<string>();

    private Bench Ladder(params string[] models) =>
        new(change: d => d with { Ladder = [.. models.Select(m => new ModelName("gemini", m))] }) { Provider = _gemini.Provider };

    private static Reply Noted(Reply reply, out string? signature)
    {
        var signed = reply.Writes.Select(w => JsonNode.Parse(w.AsSpan("data: ".Length))!).Single(
            e => e.ToJsonString().Contains("thoughtSignature", StringComparison.Ordinal));
        signature = (string?)signed["candidates"]![0]!["content"]!["parts"]![0]!["thoughtSignature"];
        return reply;
    }
}
