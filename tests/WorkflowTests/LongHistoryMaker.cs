using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.WorkflowTests;

/// <summary>Makes the stored histories in which much happens in one run, as <see cref="HistoryMaker"/> makes the others.</summary>
public sealed class LongHistoryMaker(ServerFixture server)
{
    /// <summary>Made by a build before <c>raises-met-cap</c>, in which an approval raises caps that were not met too.</summary>
    [Theory(Explicit = true)]
    [InlineData("", "budget-caps-of-track")]
    [InlineData("a/", "budget-caps-of-ticket")]
    public async Task Caps_that_are_met_one_after_the_other(string owner, string name)
    {
        var calls = new[] { new ToolCallSummary("read_file", "a") };
        var world = new FakeWorld
        {
            Turn = input => Task.FromResult(FakeWorld.Call(input, calls) with
            {
                Kind = input.Turn < 15 ? ReplyKind.Calls : ReplyKind.Done,
                Calls = input.Turn < 15 ? calls : [],
                Usage = new() { Calls = 1, Input = 10, Output = 2, Usd = 0.1m },
            }),
        };
        var caps = new Budget { Tokens = 60, Usd = 0.9m };
        await using var run = new TrackRun(server.Client, world);
        await run.StartAsync(
            2,
            i => i with { Budget = owner.Length == 0 ? caps : null, Rules = new() },
            new GraphTicket("a") { Budget = owner.Length == 0 ? null : caps });
        foreach (var gate in new[] { $"{owner}budget-1", $"{owner}budget-2" })
        {
            await run.UntilAsync(s => s.Gates is [var open] && open.Id == gate);
            await run.SayAsync("approve", gate);
        }

        await HistoryMaker.SaveAsync(run, name);
    }
}
