using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>
/// A tool that models are told of here and that <see cref="TicketWorkflow"/> carries out: it knows these by the names in
/// <see cref="WorkflowTools"/>.
/// </summary>
internal abstract class WorkflowTool : Tool
{
    public sealed override RuleArgument? RuleArgument => null;

    // The workflow sends an answer along or ends the attempt, so that no call comes here.
    public sealed override Task<ToolOutcome> RunAsync(ToolCall call) =>
        Task.FromResult(ToolOutcome.Error($"{Name} had no effect; go on without it."));
}
