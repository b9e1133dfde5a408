using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace SlopTemporal.Workflows;

/// <summary>How a track's workflow is started, the same for the command line and the tests.</summary>
public static class TrackStart
{
    /// <summary>Memo key of the document's hash: tells an unchanged track file from a changed one.</summary>
    public const string DocumentMemo = "document";

    /// <summary>Memo key of the epoch.</summary>
    public const string EpochMemo = "epoch";

    /// <summary>A workflow task whose worker was killed is handed out again after this long; the server's default is 10 s.</summary>
    public static readonly TimeSpan TaskTimeout = TimeSpan.FromSeconds(2);

    public static WorkflowOptions Options(TrackInput input, string taskQueue) =>
        Options(input.Run, input.Title, input.SearchAttributes, taskQueue);

    /// <summary>The same for a track whose tickets are planned first.</summary>
    public static WorkflowOptions Options(PlanInput input, string taskQueue) =>
        Options(input.Run, input.Title, input.SearchAttributes, taskQueue);

    private static WorkflowOptions Options(TrackScope run, string title, bool searchAttributes, string taskQueue) =>
        new(WorkflowIds.Track(run.Track), taskQueue)
        {
            IdConflictPolicy = WorkflowIdConflictPolicy.Fail,
            IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate,
            TaskTimeout = TaskTimeout,
            StaticSummary = Preview.Line(title, 100),
            Memo = new Dictionary<string, object> { [DocumentMemo] = run.Document, [EpochMemo] = run.Epoch },
            TypedSearchAttributes = searchAttributes
                ? new SearchAttributeCollection.Builder()
                    .Set(SlopSearch.Track, run.Track)
                    .Set(SlopSearch.State, "running")
                    .ToSearchAttributeCollection()
                : SearchAttributeCollection.Empty,
        };
}
