using System.Runtime.CompilerServices;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>
/// What has no valid signature. It is noted where it is read, and refused by <see cref="SignatureGuard"/>: only there can a refusal be
/// for good.
/// </summary>
internal static class Refusals
{
    private static readonly ConditionalWeakTable<WorkflowInfo, object> Workflows = [];

    /// <summary>Stands for an argument that is refused.</summary>
    public static object Argument { get; } = new();

    /// <summary>The start of the workflow is refused.</summary>
    public static void Refuse(WorkflowInfo workflow) => Workflows.AddOrUpdate(workflow, Argument);

    public static bool IsRefused(WorkflowInfo workflow) => Workflows.TryGetValue(workflow, out _);

    /// <param name="what">What has none, at the start of a sentence.</param>
    public static ApplicationFailureException Failure(string what) => new(
        $"{what} is not signed by this home, so it has no effect; people decide and steer with signals such as approve and reject",
        Failures.NotSigned,
        nonRetryable: true);
}
