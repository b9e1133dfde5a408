using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Keeps texts of people in the content store, so that only their hashes travel in payloads.</summary>
internal static class KeptTexts
{
    /// <summary>Keeps a text and returns its hash.</summary>
    public static Task<string> KeepAsync(KeptText text) =>
        Workflow.ExecuteActivityAsync((IRecordActivities a) => a.KeepTextAsync(text), ActivityProfiles.Files("keep what a person said"));
}
