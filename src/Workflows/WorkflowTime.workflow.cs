using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The clock of workflows: the same when a history is replayed.</summary>
internal static class WorkflowTime
{
    public static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);
}
