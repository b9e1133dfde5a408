using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Worker;

namespace SlopTemporal.Worker;

/// <summary>A build that cannot replay what is open must not touch it.</summary>
internal static class OpenHistories
{
    /// <summary>Replays every open workflow of the queue; the first that does not fit this build as a sentence, or null.</summary>
    public static async Task<string?> FirstMisfitAsync(ITemporalClient client, string taskQueue, CancellationToken cancellationToken)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = SlopDataConverter.Instance }
            .AddWorkflow<TrackWorkflow>().AddWorkflow<TicketWorkflow>());
        await foreach (var workflow in client.ListWorkflowsAsync($"TaskQueue = '{taskQueue}' AND ExecutionStatus = 'Running'").WithCancellation(cancellationToken))
        {
            var history = await client.GetWorkflowHandle(workflow.Id, workflow.RunId).FetchHistoryAsync();
            var replay = await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false, cancellationToken);
            if (replay.ReplayFailure is { } failure)
            {
                return $"{workflow.Id}: {failure.Message}";
            }
        }

        return null;
    }
}
