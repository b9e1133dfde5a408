using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.Model;

/// <summary>A model that goes round in a circle is told so once, and then another one goes on.</summary>
public sealed class LoopTests
{
    private const string Read = """{"calls":[{"name":"read_file","args":{"path":"notes.md"}}]}""";

    private const string Edit = """{"calls":[{"name":"edit_file","args":{"path":"notes.md","old_text":"nope","new_text":"x"}}]}""";

    private const string List = """{"calls":[{"name":"list_directory","args":{"path":"."}}]}""";

    private static string Write(int text) =>
        $$$"""{"calls":[{"name":"write_file","args":{"path":"notes.md","content":"{{{text}}}"}}]}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_circle_is_told_once_and_going_on_in_it_is_a_failure_of_the_model_after_a_restart_too(int period)
    {
        string[] circle = [.. new[] { Read, Edit, List }.Take(period)];
        using var bench = Script([.. circle, .. circle, .. circle, .. circle]);
        var last = period * LoopGuard.Rounds;
        await RunAsync(bench, last);

        // Each call of the bench is one of a new process.
        var first = await bench.FailTurnAsync(last + 1);
        var second = await bench.FailTurnAsync(last + 1);

        Assert.All([first, second], f => Assert.Equal(Failures.ModelQuality, f.ErrorType));
        Assert.Contains("over and over with the same results, although it was told", first.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["scripted:1", "scripted:2"],
            new[] { 1, 2 }.Select(n => bench.Journal.Read<ModelTry>(bench.Scope, JournalNames.Try(last + 1, n))!.Model.ToString()));
        Assert.All(Enumerable.Range(1, last), turn => Assert.Null(Told(bench, turn)));
    }

    [Fact]
    public async Task A_model_that_does_something_else_after_the_notice_goes_on_and_is_not_told_again()
    {
        using var bench = Script(Read, Edit, Read, Edit, Read, Edit, List, Read, Edit, Read, Edit, Read, Edit, List, Read);

        await RunAsync(bench, 15);

        Assert.Equal([7], Enumerable.Range(1, 15).Where(turn => Told(bench, turn) is not null));
        Assert.StartsWith(
            "You are going round in a circle: you have made these 2 calls three times", Told(bench, 7), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_an_edit_changes_are_no_circle()
    {
        using var bench = Script(Read, Write(1), Read, Write(2), Read, Write(3), Read, Write(4), Read);

        await RunAsync(bench, 9);

        Assert.All(Enumerable.Range(1, 9), turn => Assert.Null(Told(bench, turn)));
    }

    [Fact]
    public async Task What_a_person_says_makes_a_difference_and_stands_in_place_of_a_notice()
    {
        using var bench = Script(Read, Read, Read, Read, Read, Read, Read);
        await RunAsync(bench, 3);

        await bench.TurnAsync(4, message: bench.Store.Put("A person says:\n\nread it again"));
        await bench.CallAsync(4, 1);
        await RunAsync(bench, 6, from: 5);

        Assert.Equal("A person says:\n\nread it again", Told(bench, 4));
        Assert.Equal([4], Enumerable.Range(1, 6).Where(turn => Told(bench, turn) is not null));
        await bench.FailTurnAsync(7);
    }

    [Fact]
    public async Task The_notice_reaches_a_real_model_once_and_stays_in_the_conversation()
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = new Bench(change: d => d with
        {
            Script = null,
            Ladder = [new("gemini", GeminiBench.Model), new("gemini", "gemini-3.1-pro-preview")],
        })
        {
            Provider = new GeminiProvider(gemini.Options, TimeProvider.System),
        };
        var same = Say.Calls(new Asked("list_directory", "{}"));
        gemini.Server.Next(same, same, same, same);
        await RunAsync(bench, 3);

        var failure = await bench.FailTurnAsync(4);
        gemini.Server.Next(Say.Calls(new Asked("search", """{"pattern":"x"}""")));
        var other = await bench.TurnAsync(4);
        await bench.CallAsync(4, 1);
        await bench.TurnAsync(5);

        Assert.Contains("loop: list_directory over and over", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, other.Rung);
        Assert.Equal(
            [0, 0, 0, 1, 1, 1],
            gemini.Server.Requests.Select(r => r.Body!.ToJsonString().Split("You are going round in a circle").Length - 1));
    }

    private static Bench Script(params string[] turns)
    {
        var bench = new Bench($$$"""{"turns":{"a":[[{{{string.Join(',', turns)}}}]]}}""");
        bench.Put("notes.md", "text\n");
        return bench;
    }

    private static async Task RunAsync(Bench bench, int to, int from = 1)
    {
        for (var turn = from; turn <= to; turn++)
        {
            await bench.TurnAsync(turn);
            await bench.CallAsync(turn, 1);
        }
    }

    private static string? Told(Bench bench, int turn) =>
        bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(turn))!.Message;
}
