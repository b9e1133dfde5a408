using System.Runtime.CompilerServices;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>
/// What has no valid signature, or cannot be read. It is noted where it is read, and refused by <see cref="SignatureGuard"/>: only there
/// can a refusal be for good.
/// </summary>
internal static class Refusals
{
    private static readonly ConditionalWeakTable<WorkflowInfo, Refusal> Workflows = [];

    /// <summary>The start of the workflow is refused.</summary>
    public static void Refuse(WorkflowInfo workflow, Refusal refusal) => Workflows.AddOrUpdate(workflow, refusal);

    /// <summary>Why the start of the workflow is refused; null: it is not.</summary>
    public static Refusal? Find(WorkflowInfo workflow) => Workflows.TryGetValue(workflow, out var refusal) ? refusal : null;

    /// <param name="refusal">Why.</param>
    /// <param name="what">What is refused, at the start of a sentence.</param>
    public static ApplicationFailureException Failure(Refusal refusal, string what) =>
        new(refusal.Say(what), Failures.NotSigned, nonRetryable: true);
}
