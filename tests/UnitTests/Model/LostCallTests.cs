using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.Model;

/// <summary>What a call may cost, and what becomes of one whose worker died.</summary>
public sealed class LostCallTests : IAsyncLifetime
{
    private GeminiBench _gemini = null!;

    public async ValueTask InitializeAsync() => _gemini = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _gemini.DisposeAsync();

    [Fact]
    public async Task A_call_whose_worker_died_is_made_once_more_by_the_same_model_and_stands_on_the_bill()
    {
        using var bench = Ladder();
        bench.Journal.Write(
            bench.Scope,
            JournalNames.Sent(1, 1),
            new SentCall(new("gemini", GeminiBench.Model), new() { Calls = 1, Input = 900, Usd = 0.01m }, Bench.Now));

        var result = await bench.TurnAsync();

        var lost = Assert.Single(result.Tries);
        Assert.Equal((FailureKind.Transient, 1, 900, 0.01m), (lost.Kind, lost.Usage.Calls, lost.Usage.Input, lost.Usage.Usd));
        Assert.Contains("the worker ended", lost.Reason, StringComparison.Ordinal);
        Assert.Equal(0, result.Rung);
        Assert.Single(_gemini.Server.Requests);
    }

    [Fact]
    public async Task A_call_is_noted_before_it_goes_out_and_one_that_came_back_is_not_lost()
    {
        using var bench = Ladder();
        var noted = false;
        _gemini.Server.Next(e =>
        {
            noted = bench.Journal.Read<SentCall>(bench.Scope, JournalNames.Sent(1, 1)) is { Usage.Usd: > 0 };
            return Say.Only("MALFORMED_FUNCTION_CALL")(e);
        });

        await bench.FailTurnAsync();
        await bench.TurnAsync();
        var again = await bench.TurnAsync();

        Assert.True(noted);
        Assert.Equal(FailureKind.Quality, Assert.Single(again.Tries).Kind);
        Assert.Equal(2, _gemini.Server.Requests.Count);
    }

    [Fact]
    public async Task Every_call_says_how_long_its_reply_may_be_and_how_much_the_model_shall_think()
    {
        using var bench = Ladder("""[{ "model": "gemini-3-flash-preview", "max_output": 4000, "thinking_level": "MINIMAL" }]""");

        await bench.TurnAsync();

        var config = _gemini.Server.Requests[0].Body!["generationConfig"]!;
        Assert.Equal((4000, "MINIMAL"), ((int?)config["maxOutputTokens"], (string?)config["thinkingConfig"]!["thinkingLevel"]));
    }

    [Fact]
    public async Task A_conversation_that_the_model_does_not_take_is_not_sent()
    {
        using var bench = Ladder("""[{ "model": "gemini-3-flash-preview", "max_input": 100 }]""");

        var failure = await bench.FailTurnAsync();

        Assert.Contains("longer than the 100 that the model takes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_gemini.Server.Requests);
    }

    [Fact]
    public async Task The_next_call_is_expected_to_take_what_this_one_sent_and_got()
    {
        using var bench = Ladder();
        _gemini.Server.Next(Say.Calls(new Asked("list_directory", "{}")));

        var turn = await bench.TurnAsync();

        Assert.Equal(turn.Usage.Tokens + turn.Usage.Output, turn.Next!.Tokens);
        Assert.True(turn.Next.Usd > turn.Usage.Usd);
    }

    [Fact]
    public async Task A_run_that_was_given_up_and_answers_after_all_leaves_no_call_off_the_bill()
    {
        using var bench = Ladder();
        _gemini.Server.Next(e =>
        {
            bench.Journal.Write(bench.Scope, JournalNames.Turn(1), new TurnRecord
            {
                Turn = 1,
                Kind = Domain.Attempts.ReplyKind.Done,
                Text = "First.",
                Model = new("gemini", GeminiBench.Model),
                Rung = 0,
                Usage = new() { Calls = 1, Input = 5 },
                At = Bench.Now,
            });
            return Say.Text("Second.")(e);
        });

        var turn = await bench.TurnAsync();

        Assert.Equal("First.", turn.Preview);
        Assert.True(Assert.Single(turn.Tries) is { Kind: FailureKind.Transient, Usage: { Calls: 1, Output: > 0, Usd: > 0 } });
    }

    [Fact]
    public async Task After_a_lost_call_the_budget_is_looked_at_before_the_next()
    {
        using var bench = Ladder();
        bench.Journal.Write(
            bench.Scope,
            JournalNames.Sent(1, 1),
            new SentCall(new("gemini", GeminiBench.Model), new() { Calls = 1, Input = 900, Usd = 0.01m }, Bench.Now));

        var failure = await bench.FailTurnAsync(left: new() { Usd = 0.01m });
        await bench.TurnAsync(paid: 1, left: new() { Usd = 1 });

        Assert.Equal((Failures.ModelBudget, 1), (failure.ErrorType, failure.Details.ElementAt<int>(1)));
        Assert.Single(_gemini.Server.Requests);
    }

    [Fact]
    public async Task A_reply_that_broke_off_before_anything_was_counted_is_not_free()
    {
        using var bench = Ladder();
        _gemini.Server.Next(Reply.Raw("data: {\"candidates\":[]}\r\n\r\n"));

        await bench.FailTurnAsync();

        var lost = bench.Journal.Read<ModelTry>(bench.Scope, JournalNames.Try(1, 1));
        Assert.True(lost is { Kind: FailureKind.Transient, Usage: { Input: > 0, Usd: > 0 } });
    }

    [Fact]
    public async Task A_refusal_costs_nothing()
    {
        using var bench = Ladder();
        _gemini.Server.Next(Errors.Of(503, "UNAVAILABLE", "The model is overloaded."));

        await bench.FailTurnAsync();

        Assert.True(bench.Journal.Read<ModelTry>(bench.Scope, JournalNames.Try(1, 1)) is { Usage: { Calls: 1, Tokens: 0, Usd: 0 } });
    }

    [Fact]
    public async Task A_prompt_that_the_service_finds_too_long_climbs()
    {
        using var bench = Ladder();
        _gemini.Server.Next(Errors.Invalid("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."));

        Assert.Equal(Failures.ModelQuality, (await bench.FailTurnAsync()).ErrorType);
        Assert.Equal(1, (await bench.TurnAsync()).Rung);
    }

    [Fact]
    public async Task A_model_that_answers_in_anothers_place_is_named_and_is_the_one_that_is_paid()
    {
        using var bench = Ladder();
        _gemini.Server.Next(e => Say.Text("OK")(e with { Model = "gemini-3.5-flash-lite" }));

        var turn = await bench.TurnAsync();

        Assert.Equal("gemini-3.5-flash-lite", bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(1))!.AnsweredBy);
        Assert.Equal(GeminiBench.Model, turn.Model.Name);
        Assert.Equal(ShippedCatalogue.Value.Cost(new("gemini", "gemini-3.5-flash-lite"), turn.Usage, new(2026, 11, 24)), turn.Usage.Usd);
    }

    [Fact]
    public async Task A_reply_that_repeats_itself_is_broken_off()
    {
        using var bench = Ladder();
        _gemini.Server.Next(e =>
        {
            var words = Enumerable.Range(0, 60).Select(_ => Say.TextPart("I look again. "));
            return Say.Events(e, null, [.. words]) with { Ending = Ending.Hold };
        });

        var failure = await bench.FailTurnAsync();

        Assert.Contains("loop: the reply repeats itself", failure.Message, StringComparison.Ordinal);
        Assert.True(bench.Journal.Read<ModelTry>(bench.Scope, JournalNames.Try(1, 1))!.Usage is { Output: > 100, Usd: > 0 });
        await _gemini.Server.ClientLeft.WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken);
    }

    private Bench Ladder(string rows = "[]") =>
        new(change: d => d with { Script = null, Ladder = [new("gemini", GeminiBench.Model), new("gemini", "gemini-3.1-pro-preview")] })
        {
            Provider = new GeminiProvider(_gemini.Options, TimeProvider.System),
            Settings = new SlopSettings { Catalogue = ShippedCatalogue.With(rows) },
        };
}
