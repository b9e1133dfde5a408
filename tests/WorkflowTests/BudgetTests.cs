using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

public sealed class BudgetTests(ServerFixture server) : BudgetCases(server.Client);

public sealed class BudgetTestsWithShortHistories(ShortHistoryServer server) : BudgetCases(server.Client);

/// <summary>A call of the fake world costs twelve tokens.</summary>
public abstract class BudgetCases(ITemporalClient client)
{
    private const int Call = 12;

    private static readonly ModelTry Failed =
        new(new("scripted", "1"), FailureKind.Quality, "empty", new() { Calls = 1, Input = 10, Output = 2 });

    private readonly FakeWorld _world = new()
    {
        Turn = input => Task.FromResult(input.Turn < 5
            ? FakeWorld.Call(input, new ToolCallSummary("read_file", "a"))
            : FakeWorld.Say(input, "Done.")),
    };

    [Fact]
    public async Task At_the_cap_the_track_waits_and_a_hand_written_signal_raises_it()
    {
        await using var run = await StartAsync(new() { Tokens = 100 }, new GraphTicket("a"), new GraphTicket("b"), new GraphTicket("c"));

        var waiting = await run.UntilAsync(s => s.Status == TrackStatus.Waiting && s.Gates.Count == 1);
        Assert.Equal(("budget-1", "", GateKind.Budget), (waiting.Gates[0].Id, waiting.Gates[0].Ticket, waiting.Gates[0].Kind));
        Assert.InRange(Tokens(waiting), 100 - Call, 100);
        Assert.Contains(
            $"{Tokens(waiting)} tokens spent; the next call takes about 12 tokens; approving adds 100 tokens",
            waiting.Gates[0].Subject,
            StringComparison.Ordinal);
        Assert.All(waiting.Tickets.Where(t => t.Status == TicketStatus.Waiting), t => Assert.Equal("budget-1", t.Gate));

        await run.SayAsync("set_limits", new { budget = new { tokens = 1000 } });
        await run.Track.GetResultAsync();

        Assert.Equal(15 * Call, Tokens(await run.SnapshotAsync()));
        await run.ReplayAsync();
    }

    [Theory]
    [InlineData(null, "budget-2")]
    [InlineData("{\"tokens\":1000}", null)]
    public async Task An_approval_adds_the_first_budget_again_or_sets_what_it_says(string? edited, string? next)
    {
        await using var run = await StartAsync(new() { Tokens = 60 }, new GraphTicket("a"), new GraphTicket("b"), new GraphTicket("c"));
        await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);

        await run.SayAsync("approve", edited is null
            ? new { request = "budget-1" }
            : new { request = "budget-1", edited = System.Text.Json.JsonDocument.Parse(edited).RootElement });
        if (next is not null)
        {
            var again = await run.UntilAsync(s => s.Gates.Any(g => g.Id == next));
            Assert.Equal(120, again.Budget!.Tokens);
            await run.SayAsync("approve", next);
        }

        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejection_blocks_whoever_waits_and_a_retry_works_once_it_is_raised()
    {
        await using var run = await StartAsync(new() { Tokens = 30 }, new GraphTicket("a"), new GraphTicket("b"));
        await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);

        await run.SayAsync("reject", "budget-1");
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        Assert.All(blocked.Tickets, t => Assert.Equal("the budget of the track is used up, and a person did not raise it", t.Reason));
        await run.SayAsync("set_limits", new { budget = new { tokens = 1000 } });
        await run.SayAsync("retry", "a");
        await run.SayAsync("retry", "b");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_call_that_is_expected_to_go_beyond_the_cap_is_asked_for_first()
    {
        _world.Turn = input => Task.FromResult(input.Turn < 5
            ? FakeWorld.Call(input, new ToolCallSummary("read_file", "a")) with { Next = new(0, 50) }
            : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(new() { Tokens = 70 }, new GraphTicket("a"));

        var waiting = await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);
        Assert.Equal(2 * Call, Tokens(waiting));
        Assert.Contains(
            "of 70 tokens has no room for another call: 24 tokens spent; the next call takes about 50 tokens",
            waiting.Gates[0].Subject,
            StringComparison.Ordinal);
        await run.SayAsync("set_limits", new { budget = new { tokens = 1000 } });
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_turn_that_a_failed_call_has_made_too_dear_is_asked_for_and_its_calls_are_paid_once()
    {
        _world.Turn = input => input is { Turn: 1, Paid: null }
            ? throw new ApplicationFailureException(
                "a: too dear", Failures.ModelBudget, nonRetryable: true, details: [new[] { Failed }, 1, new Spending(0, 500)])
            : Task.FromResult(FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(new() { Tokens = 70 }, new GraphTicket("a"));

        var waiting = await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);
        Assert.Equal(Call, Tokens(waiting));
        await run.SayAsync("set_limits", new { budget = new { tokens = 1000 } });
        await run.Track.GetResultAsync();

        Assert.Equal(2 * Call, Tokens(await run.SnapshotAsync()));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_ticket_has_caps_of_its_own()
    {
        await using var run = await StartAsync(null, new GraphTicket("a") { Budget = new() { Tokens = 2 * Call } }, new GraphTicket("b"));

        var waiting = await run.UntilAsync(s => s.Status == TrackStatus.Waiting);
        Assert.Equal(("a/budget-1", TicketStatus.Completed), (Assert.Single(waiting.Gates).Id, run.Status(waiting, "b")));
        await run.SayAsync("approve", new { request = "a/budget-1", edited = new { tokens = 0 } });
        await run.UntilAsync(s => s.Problems.Count == 1);
        await run.SayAsync("approve", new { request = "a/budget-1", edited = new { tokens = 1000 } });
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Theory]
    [InlineData(1_073_741_824)]
    [InlineData(int.MaxValue)]
    public async Task A_track_of_a_build_that_took_any_number_of_workers_goes_on(int workers)
    {
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(workers, i => i with { Budget = new() { Usd = 5, Minutes = 60 }, Rules = new() }, new GraphTicket("a"));

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Theory]
    [InlineData("", "the track's")]
    [InlineData("a/", "ticket a's")]
    public async Task An_approval_raises_the_cap_that_was_met_and_no_other(string owner, string whose)
    {
        var calls = new[] { new ToolCallSummary("read_file", "a") };
        var usage = new Usage { Calls = 1, Input = 10, Output = 2, Usd = 0.1m };
        _world.Turn = input => Task.FromResult(
            (input.Turn < 15 ? FakeWorld.Call(input, calls) : FakeWorld.Say(input, "Done.")) with { Usage = usage });
        var caps = new Budget { Tokens = 60, Usd = 0.9m };
        await using var run = owner.Length == 0
            ? await StartAsync(caps, new GraphTicket("a"))
            : await StartAsync(null, new GraphTicket("a") { Budget = caps });
        var met = new List<string>();

        for (var gate = 1; gate <= 3; gate++)
        {
            var waiting = await run.UntilAsync(s => s.Gates is [var open] && open.Id == $"{owner}budget-{gate}");
            met.Add($"{waiting.Gates[0].Subject.Split(" spent")[0]} {waiting.Gates[0].Detail}");
            await run.SayAsync("approve", $"{owner}budget-{gate}");
        }

        await run.Track.GetResultAsync();

        Assert.Equal(
            [
                $"{whose} budget of 60 tokens is used up: 60 tokens {{\"tokens\":120}}",
                $"{whose} budget of $0.90 is used up: $0.90 {{\"usd\":1.8}}",
                $"{whose} budget of 120 tokens is used up: 120 tokens {{\"tokens\":180}}",
            ],
            met);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_cap_below_what_is_spent_holds_at_once_and_the_answer_and_the_gate_say_what_follows()
    {
        var open = new TaskCompletionSource();
        var turn = _world.Turn;
        _world.Turn = async input =>
        {
            await (input.Turn == 3 ? open.Task : Task.CompletedTask);
            return await turn(input);
        };
        await using var run = await StartAsync(new() { Tokens = 1000 }, new GraphTicket("a"), new GraphTicket("b"));
        await run.UntilAsync(_ => _world.Asked.Count(a => a.Contains("/1 3 ", StringComparison.Ordinal)) == 2);

        var limits = System.Text.Json.JsonElement.Parse("{\"max_workers\":1,\"budget\":{\"tokens\":10}}");
        var answer = await run.Track.ExecuteUpdateAsync(w => w.ControlAsync(new("set_limits", limits, null)));
        open.SetResult();
        var waiting = await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);
        await run.SayAsync("set_limits", new { budget = new { tokens = 20 } });
        var told = await run.UntilAsync(s => s.Budget!.Tokens == 20);
        await run.SayAsync("approve", "budget-1");
        await run.Track.GetResultAsync();

        Assert.StartsWith("limits set; the 2 at work finish, then at most 1", answer, StringComparison.Ordinal);
        Assert.StartsWith(
            "the track's budget of 10 tokens is used up: 72 tokens spent", waiting.Gates[0].Subject, StringComparison.Ordinal);
        Assert.StartsWith(
            "the track's budget of 20 tokens is used up: 72 tokens spent", Assert.Single(told.Gates).Subject, StringComparison.Ordinal);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Another_number_of_workers_gives_those_at_work_their_part_anew()
    {
        var (limited, left) = (new TaskCompletionSource(), new System.Collections.Concurrent.ConcurrentQueue<decimal?>());
        _world.Turn = async input =>
        {
            left.Enqueue(input.Left?.Usd);
            if (input.Turn > 1)
            {
                return FakeWorld.Say(input, "Done.");
            }

            await limited.Task;
            return FakeWorld.Call(input, new ToolCallSummary("read_file", "a"));
        };
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(1000, i => i with { Budget = new() { Usd = 20 }, Rules = new() }, new GraphTicket("a"));
        await run.UntilAsync(_ => left.Count == 1);

        await run.SayAsync("set_limits", new { max_workers = 1 });
        await run.UntilAsync(s => s.MaxWorkers == 1);
        limited.SetResult();
        await run.Track.GetResultAsync();

        Assert.Equal([0.01m, 10m], left);
        await run.ReplayAsync();
    }

    private static long Tokens(TrackSnapshot track) => track.Usage.Values.Sum(u => u.Input + u.Output);

    private async Task<TrackRun> StartAsync(Budget? budget, params GraphTicket[] graph)
    {
        var run = new TrackRun(client, _world);
        await run.StartAsync(2, i => i with { Budget = budget, Rules = new() }, graph);
        return run;
    }
}
