using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Workflows;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Tracks on a Temporal server: the only user of its client.</summary>
/// <param name="client">Connected, or connecting when first used.</param>
/// <param name="taskQueue">The home's queue: tracks of other homes on the same server do not belong to it.</param>
internal sealed partial class TrackClient(ITemporalClient client, string taskQueue) : ITrackSource
{
    /// <summary>A query without a worker would hang for half a minute.</summary>
    public static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Starts a track; false: a track of this id is running.</summary>
    public async Task<bool> StartAsync(TrackInput input, CancellationToken cancellationToken)
    {
        var options = TrackStart.Options(input, taskQueue);
        options.Rpc = CallOptions(cancellationToken);
        try
        {
            await client.StartWorkflowAsync((TrackWorkflow w) => w.RunAsync(input), options);
            return true;
        }
        catch (WorkflowAlreadyStartedException)
        {
            return false;
        }
    }

    /// <summary>The same for a track whose tickets are planned first.</summary>
    public async Task<bool> StartAsync(PlanInput input, CancellationToken cancellationToken)
    {
        var options = TrackStart.Options(input, taskQueue);
        options.Rpc = CallOptions(cancellationToken);
        try
        {
            await client.StartWorkflowAsync((PlanWorkflow w) => w.RunAsync(input), options);
            return true;
        }
        catch (WorkflowAlreadyStartedException)
        {
            return false;
        }
    }

    public async Task<TrackRun?> FindAsync(string track, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Handle(track).DescribeAsync(new() { Rpc = CallOptions(cancellationToken) });
            return await ToRunAsync(found, track);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The newest runs of this home's tracks, newest first.</summary>
    public async Task<IReadOnlyList<TrackRun>> ListAsync(CancellationToken cancellationToken)
    {
        var query = $"WorkflowType IN ('Track', 'Plan') AND TaskQueue = '{taskQueue}'";
        var runs = new List<TrackRun>();
        var found = client.ListWorkflowsAsync(query, new() { Rpc = CallOptions(cancellationToken) });
        await foreach (var workflow in found.WithCancellation(cancellationToken))
        {
            runs.Add(await ToRunAsync(workflow, workflow.Id[WorkflowIds.Track("").Length..]));
        }

        return [.. runs.OrderByDescending(r => r.Started).DistinctBy(r => r.Track)];
    }

    public async Task<TrackSnapshot> SnapshotAsync(string track, CancellationToken cancellationToken)
    {
        var first = await QueryAsync<TrackSnapshot>(Handle(track), [0], cancellationToken);
        var tickets = first.Tickets.ToList();
        for (var page = 1; tickets.Count < first.TicketCount; page++)
        {
            var next = await QueryAsync<TrackSnapshot>(Handle(track), [page], cancellationToken);
            if (next.Tickets.Count == 0)
            {
                break;
            }

            tickets.AddRange(next.Tickets);
        }

        return first with { Tickets = tickets };
    }

    public async Task<TicketSnapshot?> TicketAsync(string track, string id, CancellationToken cancellationToken)
    {
        try
        {
            var workflow = WorkflowIds.Ticket(track, id);
            var ticket = await QueryAsync<TicketSnapshot>(client.GetWorkflowHandle(workflow), [], cancellationToken);
            // Asked second: what is pending then is in no state that was told before, so that nothing is counted twice.
            var found = await client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = workflow } },
                CallOptions(cancellationToken));
            var (waits, failed) = await PendingWork.ReadAsync(found.PendingActivities, client.Options.DataConverter);
            return ticket with
            {
                Waits = waits,
                Usage = AttemptPolicy.AddUsage(ticket.Usage, failed),
            };
        }
        catch (Exception e) when (IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async Task<TrackFailure?> FailureAsync(string track, CancellationToken cancellationToken)
    {
        try
        {
            await Handle(track).GetResultAsync<TrackSnapshot>(rpcOptions: CallOptions(cancellationToken));
            return null;
        }
        catch (WorkflowFailedException e)
        {
            return new((e.InnerException as ApplicationFailureException)?.ErrorType, Innermost(e).Message);
        }
    }

    // "Activity task failed" is what the server adds on the way; the reason lies at the bottom.
    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    public Task CancelAsync(string track, CancellationToken cancellationToken) =>
        Handle(track).CancelAsync(new() { Rpc = CallOptions(cancellationToken) });

    /// <summary>Whether the server knows our search attributes; where it does not, tracks run without.</summary>
    public async Task<bool> HasSearchAttributesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListSearchAttributesRequest { Namespace = client.Options.Namespace };
            var known = await client.Connection.OperatorService.ListSearchAttributesAsync(request, CallOptions(cancellationToken));
            return SlopSearch.All.All(key => known.CustomAttributes.ContainsKey(key.Name));
        }
        catch (RpcException e) when (e.Code is not RpcException.StatusCode.Unavailable)
        {
            return false;
        }
    }

    /// <summary>Whether an error only means that nobody answered, or no longer.</summary>
    public static bool IsNoAnswer(Exception e) =>
        e is RpcException or WorkflowQueryFailedException or WorkflowQueryRejectedException or OperationCanceledException;

    private static async Task<TrackRun> ToRunAsync(WorkflowExecution found, string track) => new()
    {
        Track = track,
        Status = found.Status,
        Document = found.Memo.TryGetValue(TrackStart.DocumentMemo, out var document) ? await document.ToValueAsync<string>() : null,
        Epoch = found.Memo.TryGetValue(TrackStart.EpochMemo, out var epoch) ? await epoch.ToValueAsync<int>() : 1,
        Started = new(found.StartTime.ToUniversalTime()),
        Closed = found.CloseTime is { } closed ? new(closed.ToUniversalTime()) : null,
    };

    private static Task<T> QueryAsync<T>(WorkflowHandle handle, object[] args, CancellationToken cancellationToken) =>
        handle.QueryAsync<T>(
            "snapshot", args, new() { Rpc = new() { Timeout = QueryTimeout, Retry = false, CancellationToken = cancellationToken } });

    private static RpcOptions CallOptions(CancellationToken cancellationToken) =>
        new() { Timeout = CallTimeout, CancellationToken = cancellationToken };

    private WorkflowHandle Handle(string track) => client.GetWorkflowHandle(WorkflowIds.Track(track));
}
