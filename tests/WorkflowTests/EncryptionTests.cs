using System.Text;
using Google.Protobuf;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Api.Workflow.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

/// <summary>What somebody reads who has all that the server has, and no key.</summary>
public sealed class EncryptionTests(ShortHistoryServer server)
{
    private const int Markers = 20;

    private static readonly PayloadKey Second = new("89abcdef", [.. Enumerable.Repeat((byte)7, PayloadKey.SecretBytes)]);

    private readonly FakeWorld _world = new();
    private readonly TaskCompletionSource _described = new();
    private readonly StringBuilder _seen = new();
    private PayloadKeys _keys = Signing.Keys;
    private int _turns;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task No_text_of_people_or_models_can_be_read_on_the_server(bool encrypts, bool rotates)
    {
        SetTheWorld();
        // The worker is another program than the one that starts tracks.
        await using var run = new TrackRun(Client(encrypts), _world);
        await run.StartAsync(
            2,
            i => i with
            {
                Title = Marker(1),
                Run = i.Run with { Document = Marker(2) },
                Rules = new() { Spawn = GatePolicy.Ask, Question = GatePolicy.Ask },
                Notices = new NoticeRules(60),
            },
            new GraphTicket("a") { MaxAttempts = 1, Touches = [Marker(3)] });
        var starter = Client(encrypts).GetWorkflowHandle<TrackWorkflow>(run.Track.Id);
        await run.GatesAsync();
        await starter.SignalAsync("nonsense", [Marker(4)]);
        await starter.ExecuteUpdateAsync<string>(
            "decide", [new Decision { Request = "a/spawn-1", Approve = true, Comment = Marker(5) }]);
        await run.UntilAsync(s => s.Gates is [{ Id: "a/question-1" }]);
        await ReadRawAsync(run);
        if (rotates)
        {
            _keys = _keys with { Keys = [Second, .. _keys.Keys] };
        }

        await starter.SignalAsync("approve", [new { request = "a/question-1", edited = Marker(6) }]);
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.ContinueAsNewAsync();
        await starter.ExecuteUpdateAsync<string>(
            "control", [new ControlRequest("retry", Json(new { ticket = "a", note = Marker(7) }), "id-1")]);
        await run.UntilAsync(s => s.Gates is [{ Id: "a/spawn-2" }]);
        await starter.SignalAsync("approve", ["a/spawn-2"]);
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/2 1", StringComparison.Ordinal)));
        await starter.SignalAsync("tell", [new { ticket = "a", text = Marker(8) }]);
        await Eventually.SeeAsync(() => PendingAsync(run), found => found.HeartbeatDetails is not null);
        await ReadPendingAsync(run);
        _described.SetResult();
        await run.Track.GetResultAsync();
        await RedBaseAsync(run.Client);
        await ReadRawAsync(run);

        var found = Enumerable.Range(1, Markers).Where(n => Seen.Contains(Marker(n), StringComparison.Ordinal));
        Assert.Equal(encrypts ? [] : Enumerable.Range(1, Markers), found);
        Assert.Contains(Marker(13), blocked.Tickets[0].Reason, StringComparison.Ordinal);
        Assert.Equal(!encrypts, Seen.Contains("\"mac\"", StringComparison.Ordinal));
        Assert.Equal(rotates, Seen.Contains(Second.Id, StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    private string Seen => _seen.ToString();

    private static string Marker(int number) => $"zebra-{number:00}-crossing";

    private static System.Text.Json.JsonElement Json(object value) => System.Text.Json.JsonSerializer.SerializeToElement(value);

    private TemporalClient Client(bool encrypts) => Signing.Client(server.Client, new(_keys, _ => _keys), encrypts);

    /// <summary>Turns: a failure, a question, words that do not pass; then a call while somebody looks, and words that do.</summary>
    private void SetTheWorld()
    {
        _world.Turn = async input =>
        {
            switch ((input.Scope.Attempt, input.Turn))
            {
                case (1, 1) when Interlocked.Increment(ref _turns) == 1:
                    throw new ApplicationFailureException(
                        Marker(9),
                        new InvalidOperationException(Marker(10)),
                        Failures.ModelTransient,
                        details: [Marker(11)],
                        nextRetryDelay: TimeSpan.FromMilliseconds(1));
                case (1, 1):
                    return FakeWorld.Call(input, new ToolCallSummary("ask_person", Marker(12)) { Hash = "4f1c22ab" });
                case (2, 1):
                    ActivityExecutionContext.Current.Heartbeat(new { waits = Marker(16) });
                    await _described.Task;
                    return FakeWorld.Call(input, new ToolCallSummary("read_file", Marker(17)));
                default:
                    return FakeWorld.Say(input, Marker(18));
            }
        };
        _world.Verify = v => v.Scope.Attempt == 1 ? new CheckFailure(Marker(13), 1, Marker(14), Marker(15)) : null;
    }

    /// <summary>A workflow that fails, with what failed in it.</summary>
    private async Task RedBaseAsync(ITemporalClient client)
    {
        _world.Base = _ => new("base", new CheckFailure("make", 2, "e", Marker(19)));
        await using var red = new TrackRun(client, _world);
        await red.StartAsync(1, i => i with { Title = Marker(20) }, new GraphTicket("a"));

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => red.Track.GetResultAsync());

        Assert.Contains(Marker(19), failed.InnerException!.Message, StringComparison.Ordinal);
        await ReadRawAsync(red);
    }

    /// <summary>All that the server tells of the workflows: histories, descriptions, lists, and answers to queries.</summary>
    private async Task ReadRawAsync(TrackRun run)
    {
        foreach (var history in await run.HistoriesAsync())
        {
            history.Events.ToList().ForEach(See);
        }

        await ReadPendingAsync(run);
        var service = run.Client.WorkflowService;
        See(await service.ListWorkflowExecutionsAsync(new() { Namespace = "default", Query = $"WorkflowId = '{run.Track.Id}'" }));
        foreach (var query in new[] { "snapshot", "pending", "problems", "__temporal_workflow_metadata" })
        {
            See(await service.QueryWorkflowAsync(new()
            {
                Namespace = "default",
                Execution = new() { WorkflowId = run.Track.Id },
                Query = new() { QueryType = query },
            }));
        }
    }

    private static async Task<PendingActivityInfo> PendingAsync(TrackRun run) =>
        (await run.Client.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = "default", Execution = new() { WorkflowId = WorkflowIds.Ticket(run.Id, "a") } }))
        .PendingActivities.Single();

    private async Task ReadPendingAsync(TrackRun run)
    {
        foreach (var id in new[] { run.Track.Id, WorkflowIds.Ticket(run.Id, "a") })
        {
            try
            {
                See(await run.Client.WorkflowService.DescribeWorkflowExecutionAsync(
                    new() { Namespace = "default", Execution = new() { WorkflowId = id } }));
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
            {
                // The base was red: no ticket started.
            }
        }
    }

    // Strings and the data of payloads stand in a message as they are.
    private void See(IMessage message) => _seen.Append(Encoding.Latin1.GetString(message.ToByteArray()));
}
