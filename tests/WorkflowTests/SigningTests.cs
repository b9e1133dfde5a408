using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

/// <summary>What somebody can do who reaches the server and has no key: decide as a person does, and nothing else.</summary>
public sealed class SigningTests(ServerFixture server)
{
    private static readonly TrackScope Stolen = new("0000", "stolen", 1);

    private readonly FakeWorld _world = new();
    private readonly TemporalClient _forger = new(
        server.Client.Connection,
        new() { Namespace = server.Client.Options.Namespace, DataConverter = SlopDataConverter.Plain });

    [Fact]
    public async Task A_start_is_refused_for_good_and_a_signal_with_it_does_nothing()
    {
        await using var run = await GateAsync();
        _world.Add = _ => new("document-2", [new GraphTicket("b")]);
        var options = new WorkflowOptions("track-forged", run.Queue);
        options.SignalWithStart("add_tickets", [new { id = "b", description = "…" }]);

        var forged = await _forger.StartWorkflowAsync((TrackWorkflow w) => w.RunAsync(Input("forged")), options);

        await AssertRefusedAsync(forged);
        Assert.DoesNotContain(_world.Asked, asked => asked.Contains("forged", StringComparison.Ordinal));
        await run.EndAsync();
    }

    [Fact]
    public async Task A_start_that_was_copied_holds_for_no_other_workflow()
    {
        await using var run = await GateAsync();
        var copied = (await run.Track.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes.Input;

        var forged = await StartRawAsync("track-copied", run.Queue, copied);

        await AssertRefusedAsync(forged);
        await run.EndAsync();
    }

    [Fact]
    public async Task Signals_of_the_program_are_listed_as_problems_and_change_nothing()
    {
        await using var run = await GateAsync();
        var track = _forger.GetWorkflowHandle(run.Track.Id);
        await track.SignalAsync("ticket_state", [new TicketState
        {
            Ticket = "a",
            Number = 99,
            Progress = new() { Phase = TicketPhase.Completed },
        }]);
        await track.SignalAsync("retrying", [new Retrying(3, "nonsense")]);
        await _forger.GetWorkflowHandle($"{run.Track.Id}/a").SignalAsync("track_orders", [new TrackOrders { Number = 99, Suspend = true }]);

        var after = await run.UntilAsync(s => s.Problems.Count == 2);

        Assert.All(after.Problems, p => Assert.Equal("only the program sends this, and it is not signed by this home", p.Problem));
        Assert.Equal(["ticket_state", "retrying"], after.Problems.Select(p => p.Signal));
        Assert.Equal(TicketStatus.Waiting, run.Status(after, "a"));
        await run.EndAsync();
    }

    [Fact]
    public async Task A_signed_signal_that_was_copied_to_another_workflow_changes_nothing()
    {
        await using var from = await GateAsync();
        await using var to = await GateAsync();
        await from.Client.GetWorkflowHandle(from.Track.Id).SignalAsync("retrying", [new Retrying(3, "true")]);
        var copied = (await from.Track.FetchHistoryAsync()).Events
            .Select(e => e.WorkflowExecutionSignaledEventAttributes).Last(s => s is { SignalName: "retrying" }).Input.Payloads_[0];

        await _forger.GetWorkflowHandle(to.Track.Id).SignalAsync("retrying", [new RawValue(copied)]);

        Assert.Equal("retrying", Assert.Single((await to.UntilAsync(s => s.Problems.Count > 0)).Problems).Signal);
        await from.EndAsync();
        await to.EndAsync();
    }

    [Fact]
    public async Task Updates_are_refused_with_the_way_that_people_have()
    {
        await using var run = await GateAsync();
        var track = _forger.GetWorkflowHandle(run.Track.Id);

        var control = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => track.ExecuteUpdateAsync<string>("control", [new ControlRequest("pause")]));
        var decide = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => track.ExecuteUpdateAsync<string>("decide", [new Decision { Approve = true }]));

        Assert.All(new[] { control, decide }, e => Assert.EndsWith(
            "people decide and steer with signals such as approve and reject", e.InnerException!.Message, StringComparison.Ordinal));
        Assert.Single((await run.SnapshotAsync()).Gates);
        await run.EndAsync();
    }

    [Fact]
    public async Task What_people_send_by_hand_is_taken_and_marked_as_not_signed()
    {
        _world.Add = t => new(null, [], $"signed: {t.IsSigned}");
        await using var run = await GateAsync();
        var track = _forger.GetWorkflowHandle(run.Track.Id);

        await track.SignalAsync("add_tickets", [new { id = "b", description = "…" }]);
        await track.SignalAsync("request", [new ControlRequest("add_tickets", Json(new { id = "b", description = "…" }))]);
        await run.SayAsync("request", new ControlRequest("add_tickets", Json(new { id = "b", description = "…" })));

        Assert.Equal(
            ["signed: False", "signed: False", "signed: True"],
            (await run.UntilAsync(s => s.Problems.Count == 3)).Problems.Select(p => p.Problem));
        await track.SignalAsync("approve", [new { request = "a/spawn-1" }]);
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_result_that_somebody_else_gave_an_activity_completes_no_ticket()
    {
        var asked = new TaskCompletionSource();
        _world.Turn = async _ =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, Temporalio.Activities.ActivityExecutionContext.Current.CancellationToken);
            return null!;
        };
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a") { MaxAttempts = 1 });
        await asked.Task;
        var ticket = $"{run.Track.Id}/a";
        var described = await server.Client.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = server.Client.Options.Namespace, Execution = new() { WorkflowId = ticket } });

        await _forger.WorkflowService.RespondActivityTaskCompletedByIdAsync(new()
        {
            Namespace = server.Client.Options.Namespace,
            WorkflowId = ticket,
            ActivityId = described.PendingActivities.Single().ActivityId,
            Result = new() { Payloads_ = { Plain(FakeWorld.Say(TurnOf(run), "Done.")) } },
        });

        var after = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        Assert.Contains("is not signed by this home", after.Tickets[0].Reason, StringComparison.Ordinal);
        await run.Track.CancelAsync();
    }

    private async Task<TrackRun> GateAsync()
    {
        var run = new TrackRun(server.Client, _world);
        await run.StartAsync(1, input => input with { Rules = new() { Spawn = GatePolicy.Ask } }, new GraphTicket("a"));
        await run.GatesAsync();
        return run;
    }

    private static TurnInput TurnOf(TrackRun run) => new() { Scope = new(new("document", run.Id, 1), "a", 1), Turn = 1, Rung = 0 };

    private static TrackInput Input(string id) => new() { Run = Stolen with { Track = id }, Title = id, Graph = [new("a")], Rungs = 3 };

    private static System.Text.Json.JsonElement Json(object value) => System.Text.Json.JsonSerializer.SerializeToElement(value);

    private static Payload Plain(object value) => SlopDataConverter.Plain.PayloadConverter.ToPayload(value);

    private async Task<WorkflowHandle> StartRawAsync(string id, string queue, Payloads input)
    {
        await _forger.WorkflowService.StartWorkflowExecutionAsync(new()
        {
            Namespace = server.Client.Options.Namespace,
            WorkflowId = id,
            WorkflowType = new() { Name = "Track" },
            TaskQueue = new TaskQueue { Name = queue },
            Input = input,
            RequestId = Guid.NewGuid().ToString(),
        });
        return _forger.GetWorkflowHandle(id);
    }

    private static async Task AssertRefusedAsync(WorkflowHandle forged)
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => forged.GetResultAsync());
        Assert.Equal(Failures.NotSigned, Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
        Assert.Contains(Signing.Refused, told => told.StartsWith($"The start of {forged.Id} is not signed", StringComparison.Ordinal));
    }
}
