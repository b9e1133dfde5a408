using Temporalio.Activities;
using Temporalio.Workflows;

namespace SlopTemporal.Bench;

/// <summary>What Temporal itself costs: a child workflow with one activity that does nothing, so many at a time.</summary>
[Workflow("BareTrack")]
public sealed class ImplicitRun
{
    [WorkflowRun]
    public async Task RunAsync(int children, int atOnce)
    {
        var slots = new Temporalio.Workflows.Semaphore(atOnce);
        await Workflow.WhenAllAsync(Enumerable.Range(0, children).Select(n => OneAsync(n, slots)));
    }

    private static async Task OneAsync(int number, Temporalio.Workflows.Semaphore slots)
    {
        await slots.WaitAsync();
        try
        {
            await Workflow.ExecuteChildWorkflowAsync((BareTicket w) => w.RunAsync(), new() { Id = $"{Workflow.Info.WorkflowId}/{number}" });
        }
        finally
        {
            slots.Release();
        }
    }
}

/// <summary>One activity.</summary>
[Workflow("BareTicket")]
public sealed class BareTicket
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync(() => NoOp.DoAsync(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
}

/// <summary>The activity that does nothing.</summary>
public static class NoOp
{
    [Activity]
    public static Task DoAsync() => Task.CompletedTask;
}
