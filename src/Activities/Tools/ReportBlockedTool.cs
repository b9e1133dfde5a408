using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary><c>report_blocked</c>: the workflow ends the attempt.</summary>
internal sealed class ReportBlockedTool : WorkflowTool
{
    private const string Reason = "reason";

    public override string Name => WorkflowTools.ReportBlocked;

    public override string Description => "Gives the ticket up. Call it only when the work cannot be done.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } = [ToolParameter.Text(Reason, "What is in the way.")];

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, Reason);
}
