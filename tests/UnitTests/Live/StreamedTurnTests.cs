using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Live;
using SlopTemporal.UnitTests.Model;
using Temporalio.Testing;

namespace SlopTemporal.UnitTests.Live;

/// <summary>Whole turns, as those see them who watch.</summary>
public sealed class StreamedTurnTests
{
    private const string Script =
        """{"turns":{"a":[[ {"calls":[{"name":"search","args":{"pattern":"y"}}],"text":"Let me see what there is to be seen before I """
            + """touch anything."}, {"text":"Done."} ]]}}""";

    [Fact]
    public async Task A_turn_of_a_script_is_streamed_with_its_calls_and_their_results()
    {
        using var bench = new Bench(Script) { Time = new FakeTimeProvider() };

        await bench.TurnAsync();
        await bench.CallAsync("read_file", new { path = "none.md" }, turn: 7);

        Assert.Equal(
            [
                (LiveKind.Asked, 1, "scripted:1"),
                (LiveKind.Chunk, 1, "Let me see what there is to be seen before I touch anything."),
                (LiveKind.ToolCall, 1, """search {"pattern":"y"}"""),
                (LiveKind.ToolResult, 7, bench.Streamed[^1].Text),
            ],
            bench.Streamed.Select(l => (l.Kind, l.Turn, l.Text)));
        Assert.StartsWith("error read_file: none.md does not exist", bench.Streamed[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_journal_has_is_not_streamed_again()
    {
        using var bench = new Bench(Script);
        await bench.TurnAsync();
        await bench.CallAsync("read_file", new { path = "none.md" }, turn: 7);
        var before = bench.Streamed.Count;

        await bench.TurnAsync();
        await bench.CallAsync("read_file", new { path = "none.md" }, turn: 7);

        Assert.Equal(before, bench.Streamed.Count);
    }

    [Fact]
    public async Task A_reply_of_no_use_is_discarded_by_number()
    {
        using var bench = new Bench("""{"turns":{"a":[[{"text":"Done.","fail":{"kind":"quality","times":2}}]]}}""");

        await bench.FailTurnAsync();
        await bench.FailTurnAsync();
        await bench.TurnAsync();

        Assert.Equal(
            [
                (LiveKind.Asked, "scripted:1"),
                (LiveKind.Discarded, "quality failure 1 of 2, as the script says"),
                (LiveKind.Asked, "scripted:2"),
                (LiveKind.Discarded, "quality failure 2 of 2, as the script says"),
                (LiveKind.Asked, "scripted:3"),
                (LiveKind.Chunk, "Done."),
            ],
            bench.Streamed.Select(l => (l.Kind, l.Text)));
        Assert.Equal([1, 2], bench.Streamed.Where(l => l.Kind == LiveKind.Discarded).Select(l => l.Number));
    }

    [Fact]
    public async Task A_call_that_is_cut_off_is_discarded()
    {
        using var bench = new Bench("""{"wait_ms":600000,"turns":{}}""");
        ActivityEnvironment? environment = null;
        environment = new()
        {
            Heartbeater = _ =>
            {
                if (bench.Streamed.Count > 0)
                {
                    environment!.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.TurnAsync(environment: environment));

        Assert.Equal([LiveKind.Asked, LiveKind.Discarded], bench.Streamed.Select(l => l.Kind));
    }

    [Fact]
    public async Task A_turn_succeeds_though_nothing_can_be_streamed()
    {
        using var bench = new Bench(Script);
        Directory.CreateDirectory(bench.StreamFile);

        Assert.Equal("scripted:1", (await bench.TurnAsync()).Model.ToString());
    }

    [Fact]
    public async Task A_heartbeat_tells_model_and_progress()
    {
        using var bench = new Bench(Script);
        var beats = new List<object?>();

        await bench.TurnAsync(environment: new() { Heartbeater = beats.AddRange });

        Assert.Equal("{ model = scripted:1, rung = 0, tier = 3, turn = 1, characters = 0, waits =  }", beats[0]!.ToString());
    }

    [Fact]
    public async Task Words_that_are_streamed_before_an_error_are_discarded_and_no_key_is_written()
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = new Bench(change: d => d with { Ladder = [new ModelName("gemini", GeminiBench.Model)] })
        {
            Provider = gemini.Provider,
            Time = new FakeTimeProvider(),
        };
        gemini.Server.Next(e => Say.Stream(Say.Chunk(e, null, Say.TextPart("I begin"))), _ => Errors.BadKey(gemini.Server.Key));

        await bench.FailTurnAsync();
        await bench.FailTurnAsync();

        Assert.Equal(
            [LiveKind.Asked, LiveKind.Chunk, LiveKind.Discarded, LiveKind.Asked, LiveKind.Discarded], bench.Streamed.Select(l => l.Kind));
        Assert.DoesNotContain(
            gemini.Server.Key,
            await File.ReadAllTextAsync(bench.StreamFile, TestContext.Current.CancellationToken),
            StringComparison.OrdinalIgnoreCase);
    }
}
