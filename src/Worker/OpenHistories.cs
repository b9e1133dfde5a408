using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Signing;
using Temporalio.Client;
using Temporalio.Worker;

namespace SlopTemporal.Worker;

/// <summary>Checks the histories of open workflows: a build that cannot replay them must not continue them.</summary>
internal static class OpenHistories
{
    /// <summary>Replays every open workflow of the queue; the first that does not fit this build as a sentence, or null.</summary>
    public static async Task<string?> FindIncompatibleAsync(ITemporalClient client, string taskQueue, CancellationToken cancellationToken)
    {
        // Signatures are bound to the namespace, and what was refused before is refused again.
        var options = new WorkflowReplayerOptions
        {
            Namespace = client.Options.Namespace,
            DataConverter = client.Options.DataConverter,
            Interceptors = [new SignatureGuard(_ => { })],
        };
        var replayer = new WorkflowReplayer(options
            .AddWorkflow<TrackWorkflow>().AddWorkflow<PlanWorkflow>().AddWorkflow<TicketWorkflow>());
        var open = client.ListWorkflowsAsync($"TaskQueue = '{taskQueue}' AND ExecutionStatus = 'Running'");
        await foreach (var workflow in open.WithCancellation(cancellationToken))
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
