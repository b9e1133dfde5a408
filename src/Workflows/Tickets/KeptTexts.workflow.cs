using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Words of people go into the content store, so that only their hash travels.</summary>
internal static class KeptTexts
{
    /// <summary>The hash of a text.</summary>
    public static Task<string> KeepAsync(KeptText text) =>
        Workflow.ExecuteActivityAsync((IRecordActivities a) => a.KeepTextAsync(text), ActivityProfiles.Files("keep what a person said"));
}
