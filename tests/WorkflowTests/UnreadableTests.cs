using Google.Protobuf;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

/// <summary>What is encrypted and cannot be read is refused with its reason, and nothing that runs suffers from it.</summary>
public sealed class UnreadableTests(ServerFixture server)
{
    private const string Unknown = "is encrypted with the key 89abcdef, which this home does not have, so it has no effect; "
        + "put the file with this key back (`slop keys` says where it lies)";

    private const string Changed = "is encrypted with the key 0123abcd, but was changed afterwards or is from another namespace, "
        + "so it has no effect; send it as plain JSON, or with slop";

    private const string Nameless = "is encrypted, and does not say with which key, so it has no effect; "
        + "send it as plain JSON, or with slop";

    private static readonly PayloadKey Strange = new("89abcdef", [.. Enumerable.Repeat((byte)7, PayloadKey.SecretBytes)]);

    private readonly FakeWorld _world = new();
    private readonly TemporalClient _client = Signing.Client(server.Client, new(Signing.Keys), encrypts: true);
    private readonly TemporalClient _stranger = Signing.Client(server.Client, Ring(Strange), encrypts: true);

    [Fact]
    public async Task Signals_are_shown_among_the_problems_and_the_track_goes_on()
    {
        await using var run = await GateAsync();
        var good = await PayloadAsync(_client, "a/spawn-1");
        Payload[] bad =
        [
            await PayloadAsync(_stranger, "a/spawn-1"),
            await PayloadAsync(Signing.Client(server.Client, Ring(Strange with { Id = "0123abcd" }), encrypts: true), "a/spawn-1"),
            new(good) { Data = ByteString.CopyFrom([.. good.Data.ToByteArray()[..^1], (byte)(good.Data[^1] ^ 1)]) },
            new(good) { Data = ByteString.CopyFrom(good.Data.ToByteArray()[..20]) },
            new(good) { Data = ByteString.Empty },
            With(good, "encryption-key-id", "0123ABCD\u001b[2J"),
            With(With(good, "encryption-key-id", "89abcdef"), "slop-fault", "changed"),
        ];
        foreach (var payload in bad)
        {
            await ForgeAsync(run.Track.Id, "approve", payload);
        }

        await ForgeAsync(run.Track.Id, "ticket_state", bad[0]);
        await ForgeAsync($"{run.Track.Id}/a", "track_orders", bad[0]);

        var after = await run.UntilAsync(s => s.Problems.Count == bad.Length + 1);

        Assert.Equal(
            [$"it {Unknown}", .. Enumerable.Repeat($"it {Changed}", 4), $"it {Nameless}", $"it {Unknown}", $"it {Unknown}"],
            after.Problems.Select(p => p.Problem));
        Assert.All(after.Problems, p => Assert.Equal("", p.Given));
        Assert.Equal(TicketStatus.Waiting, run.Status(after, "a"));
        Assert.Contains(Signing.Refused, told => told.StartsWith("A signal track_orders", StringComparison.Ordinal)
            && told.Contains(Unknown, StringComparison.Ordinal));
        // As a person types it, and as the program sends it.
        await ForgeAsync(run.Track.Id, "retry", SlopDataConverter.Plain.PayloadConverter.ToPayload("nobody"));
        var typed = await run.UntilAsync(s => s.Problems.Count == bad.Length + 2);
        Assert.Contains("nobody", typed.Problems[^1].Problem, StringComparison.Ordinal);
        await ForgeAsync(run.Track.Id, "approve", good);
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_signal_of_the_program_that_was_copied_to_another_track_is_read_and_refused()
    {
        await using var from = await GateAsync();
        await using var to = await GateAsync();
        await _client.GetWorkflowHandle(from.Track.Id).SignalAsync("retrying", [new Retrying(3, "true")]);
        var copied = (await from.Track.FetchHistoryAsync()).Events
            .Select(e => e.WorkflowExecutionSignaledEventAttributes).Last(s => s is { SignalName: "retrying" }).Input.Payloads_[0];

        await ForgeAsync(to.Track.Id, "retrying", copied);

        var problem = Assert.Single((await to.UntilAsync(s => s.Problems.Count > 0)).Problems);
        Assert.Equal("only the program sends this, and it is not signed by this home", problem.Problem);
        await from.EndAsync();
        await to.EndAsync();
    }

    [Fact]
    public async Task Starts_and_updates_with_a_key_that_this_home_does_not_have_are_refused()
    {
        await using var run = await GateAsync();
        var input = new TrackInput { Run = new("0000", "stolen", 1), Title = "stolen", Graph = [new("a")] };

        var start = await _stranger.StartWorkflowAsync(
            (TrackWorkflow w) => w.RunAsync(input), new($"track-stolen-{run.Id}", run.Queue));
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => _client.GetWorkflowHandle(start.Id).GetResultAsync());
        var update = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => _stranger.GetWorkflowHandle(run.Track.Id).ExecuteUpdateAsync<string>("control", [new ControlRequest("pause")]));
        var refused = await Assert.ThrowsAsync<WorkflowFailedException>(() => start.GetResultAsync());

        Assert.Equal($"The start of {start.Id} {Unknown}", failed.InnerException!.Message);
        // The stranger cannot read the answer either.
        const string theirs = "What it failed with is encrypted with the key 0123abcd, which this home does not have";
        Assert.All(
            [update.InnerException!, refused.InnerException!], e => Assert.StartsWith(theirs, e.Message, StringComparison.Ordinal));
        await run.EndAsync();
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_completes_no_ticket_and_a_failure_says_why_it_has_no_words()
    {
        var asked = 0;
        _world.Turn = async _ =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(Timeout.Infinite, Temporalio.Activities.ActivityExecutionContext.Current.CancellationToken);
            return null!;
        };
        await using var run = new TrackRun(_client, _world);
        await run.StartAsync(new GraphTicket("a") { MaxAttempts = 1 }, new GraphTicket("b") { MaxAttempts = 1 });
        await run.UntilAsync(_ => asked == 2);

        await _stranger.WorkflowService.RespondActivityTaskCompletedByIdAsync(new()
        {
            Namespace = "default",
            WorkflowId = $"{run.Track.Id}/a",
            ActivityId = await PendingAsync(run, "a"),
            Result = new() { Payloads_ = { await PayloadAsync(_stranger, "Done.") } },
        });
        var failure = new ApplicationFailureException("words", errorType: Failures.ModelFinal, nonRetryable: true);
        await _stranger.WorkflowService.RespondActivityTaskFailedByIdAsync(new()
        {
            Namespace = "default",
            WorkflowId = $"{run.Track.Id}/b",
            ActivityId = await PendingAsync(run, "b"),
            Failure = await _stranger.Options.DataConverter.ToFailureAsync(failure),
        });

        var after = await run.UntilAsync(s => s.Tickets.All(t => t.Status == TicketStatus.Blocked));
        Assert.Contains(Unknown, after.Tickets[0].Reason, StringComparison.Ordinal);
        Assert.Contains("is encrypted with the key 89abcdef", after.Tickets[1].Reason, StringComparison.Ordinal);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Who_lacks_the_key_reads_which_one_it_is()
    {
        await using var run = await GateAsync();

        var error = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => _stranger.GetWorkflowHandle<TrackWorkflow>(run.Track.Id).QueryAsync(w => w.Pending()));

        Assert.Contains("is encrypted with the key 0123abcd, which this home does not have", error.Message, StringComparison.Ordinal);
        await run.EndAsync();
    }

    private static PayloadKeyRing Ring(PayloadKey key) => new(new(DateTimeOffset.UnixEpoch, [key]));

    private static Payload With(Payload payload, string name, string value) =>
        new(payload) { Metadata = { [name] = ByteString.CopyFromUtf8(value) } };

    private static Task<Payload> PayloadAsync(TemporalClient client, object value) => client.Options.DataConverter.ToPayloadAsync(value);

    private static async Task<string> PendingAsync(TrackRun run, string ticket) =>
        (await run.Client.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = "default", Execution = new() { WorkflowId = $"{run.Track.Id}/{ticket}" } }))
        .PendingActivities.Single().ActivityId;

    private async Task ForgeAsync(string workflow, string signal, Payload payload) =>
        await _client.WorkflowService.SignalWorkflowExecutionAsync(new()
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = workflow },
            SignalName = signal,
            Input = new() { Payloads_ = { payload } },
            RequestId = Guid.NewGuid().ToString(),
        });

    private async Task<TrackRun> GateAsync()
    {
        var run = new TrackRun(_client, _world);
        await run.StartAsync(1, input => input with { Rules = new() { Spawn = GatePolicy.Ask } }, new GraphTicket("a"));
        await run.GatesAsync();
        return run;
    }
}
