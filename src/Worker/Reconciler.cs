using System.Collections.Concurrent;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace SlopTemporal.Worker;

/// <summary>
/// Tells the server which started activities have no worker any more, so that they are retried now and not after their heartbeat
/// time-out. The server is asked, not a file of ours: it knows what it handed out.
/// </summary>
internal sealed class Reconciler(ITemporalClient client, WorkerIdentity identity, RunningActivities running, ILogger<Reconciler> logger)
{
    private const int MaxParallel = 16;

    private readonly ConcurrentDictionary<ActivityKey, byte> _suspects = new();

    /// <summary>Before polling: whatever an earlier worker of this home has started is lost.</summary>
    public Task<int> FailEarlierInstancesAsync(CancellationToken cancellationToken) => FailAsync(IsEarlierInstance, cancellationToken);

    /// <summary>
    /// After a reconnect: what the server believes to run here and does not. Twice in a row, because a task may be on its way to us
    /// at that moment.
    /// </summary>
    public async Task<int> FailLostAsync(CancellationToken cancellationToken)
    {
        _suspects.Clear();
        await FailAsync((key, activity) => IsSuspect(key, activity) && !_suspects.TryAdd(key, 0), cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        return await FailAsync(
            (key, activity) => IsEarlierInstance(key, activity) || (IsSuspect(key, activity) && _suspects.ContainsKey(key)),
            cancellationToken);
    }

    private bool IsEarlierInstance(ActivityKey key, PendingActivityInfo activity) =>
        identity.IsEarlierInstance(activity.LastWorkerIdentity);

    private bool IsSuspect(ActivityKey key, PendingActivityInfo activity) =>
        activity.LastWorkerIdentity == identity.Name && !running.Contains(key);

    private async Task<int> FailAsync(Func<ActivityKey, PendingActivityInfo, bool> lost, CancellationToken cancellationToken)
    {
        var failed = 0;
        var workflows = client.ListWorkflowsAsync($"TaskQueue = '{identity.TaskQueue}' AND ExecutionStatus = 'Running'");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(workflows, parallel, async (workflow, token) =>
        {
            foreach (var activity in await StartedAsync(workflow, token))
            {
                var key = new ActivityKey(workflow.Id, workflow.RunId, activity.ActivityId);
                if (lost(key, activity) && await FailAsync(key, token))
                {
                    Interlocked.Increment(ref failed);
                    logger.ActivityWasLost(workflow.Id, activity.ActivityType.Name, activity.LastWorkerIdentity);
                }
            }
        });
        return failed;
    }

    private async Task<IEnumerable<PendingActivityInfo>> StartedAsync(WorkflowExecution workflow, CancellationToken cancellationToken)
    {
        try
        {
            var description = await client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = client.Options.Namespace, Execution = new() { WorkflowId = workflow.Id, RunId = workflow.RunId } },
                new() { CancellationToken = cancellationToken });
            return description.PendingActivities
                .Where(a => a.State is PendingActivityState.Started or PendingActivityState.CancelRequested);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            return [];
        }
    }

    private async Task<bool> FailAsync(ActivityKey key, CancellationToken cancellationToken)
    {
        try
        {
            await client.WorkflowService.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    WorkflowId = key.WorkflowId,
                    RunId = key.RunId,
                    ActivityId = key.ActivityId,
                    Identity = identity.Name,
                    Failure = new Failure
                    {
                        Message = "the worker that ran this is gone",
                        ApplicationFailureInfo = new()
                        {
                            Type = Failures.WorkerLost,
                            NextRetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1)),
                        },
                    },
                },
                new() { CancellationToken = cancellationToken });
            return true;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            // It ended, or timed out, in between.
            return false;
        }
    }
}
