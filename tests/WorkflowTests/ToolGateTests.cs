using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;

namespace SlopTemporal.WorkflowTests;

public sealed class ToolGateTests(ServerFixture server) : ToolGateCases(server.Client);

public sealed class ToolGateTestsWithShortHistories(ShortHistoryServer server) : ToolGateCases(server.Client);

/// <summary>Calls that are asked for one by one, and by group.</summary>
public abstract class ToolGateCases(ITemporalClient client)
{
    private static readonly ToolCallSummary Write = new("write_file", "b") { Hash = "0000bbbb", Detail = "write_file" };

    private readonly FakeWorld _world = new();

    [Fact]
    public async Task All_reads_of_a_ticket_can_be_approved_at_once_and_only_those()
    {
        await using var run = await StartAsync([Read(1), Read(2), Write, Read(3)], [Read(4), Write with { Ask = "needs the network" }]);
        await run.GatesAsync();

        await run.SayAsync("approve", new { request = "a/tool-1", all = "reads" });
        var write = Assert.Single((await run.UntilAsync(s => s.Gates is [{ Id: "a/tool-2" }])).Gates);
        await run.SayAsync("approve", new { request = "a/tool-2", all = "reads" });
        var problem = (await run.UntilAsync(s => s.Problems.Count == 1)).Problems[0].Problem;
        await run.SayAsync("approve", new { request = "a/tool-2", all = "tool" });
        // What a call wants a person for by itself is asked for still.
        var network = Assert.Single((await run.UntilAsync(s => s.Gates is [{ Id: "a/tool-3" }])).Gates);
        await run.SayAsync("approve", "a/tool-3");
        await run.Track.GetResultAsync();

        Assert.Equal("a/tool-2: this call does more than read", problem);
        Assert.Equal(("write_file", "write_file b (needs the network)"), (write.Tool, network.Subject));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_long_call_is_whole_at_its_ticket_and_cut_at_its_track()
    {
        var detail = string.Join('\n', Enumerable.Range(1, 1000).Select(n => $"line {n}"));
        await using var run = await StartAsync([Write with { Detail = detail }]);
        var sent = Assert.Single(await run.GatesAsync());
        var pages = new List<GatePage?>();
        for (var page = 1; page <= 6; page++)
        {
            pages.Add(await run.Ticket("a").QueryAsync<GatePage?>("gate", [page]));
        }

        var ofTrack = await run.Track.QueryAsync<GatePage?>("gate", ["a/tool-1"]);
        await run.SayAsync("approve", "a/tool-1");
        await run.Track.GetResultAsync();

        Assert.Equal(detail, string.Join('\n', pages.SelectMany(page => page!.Lines)));
        Assert.Equal((5, 0), (pages[0]!.Pages, pages[5]!.Lines.Count));
        Assert.True(sent.Detail!.Length < Gate.MaxSentDetail + 100);
        Assert.Equal("line 1", ofTrack!.Lines[0]);
        await run.ReplayAsync();
    }

    private static ToolCallSummary Read(int number) =>
        new("read_file", $"f{number}") { IsRead = true, Hash = $"{number:x8}", Detail = "read_file" };

    private async Task<TrackRun> StartAsync(params ToolCallSummary[][] turns)
    {
        _world.Turn = input => Task.FromResult(
            input.Turn <= turns.Length ? FakeWorld.Call(input, turns[input.Turn - 1]) : FakeWorld.Say(input, "Done."));
        var run = new TrackRun(client, _world);
        await run.StartAsync(4, i => i with { Rules = new() { Tool = GatePolicy.Ask } }, [new GraphTicket("a")]);
        return run;
    }
}
