namespace SlopTemporal.Worker;

/// <summary>Log messages of the worker; their event ids are 300 to 399.</summary>
internal static partial class Logs
{
    [LoggerMessage(300, LogLevel.Information, "waiting for the server at {Address}: {Reason}")]
    public static partial void ServerIsNotUp(this ILogger logger, string address, string reason);

    [LoggerMessage(301, LogLevel.Information, "connected to {Address}, namespace {Namespace}, queue {TaskQueue}, build {Version}")]
    public static partial void Connected(this ILogger logger, string address, string @namespace, string taskQueue, string version);

    [LoggerMessage(302, LogLevel.Warning, "{WorkflowId}: activity {Activity} of {Worker} was lost; it starts again")]
    public static partial void ActivityWasLost(this ILogger logger, string workflowId, string activity, string worker);

    [LoggerMessage(303, LogLevel.Warning, "lost the server: {Reason}")]
    public static partial void ServerWasLost(this ILogger logger, string reason);

    [LoggerMessage(304, LogLevel.Information, "the server is back; {Count} lost activities start again")]
    public static partial void ServerIsBack(this ILogger logger, int count);

    [LoggerMessage(306, LogLevel.Warning, "{WorkflowId}: could not tell it that an activity is being retried: {Reason}")]
    public static partial void RetryWasNotReported(this ILogger logger, string workflowId, string reason);

    [LoggerMessage(307, LogLevel.Warning, "{Refusal}")]
    public static partial void Refused(this ILogger logger, string refusal);

    [LoggerMessage(308, LogLevel.Warning, "there is no Web UI: {Reason}")]
    public static partial void NoWebUi(this ILogger logger, string reason);

    [LoggerMessage(305, LogLevel.Critical, "{Reason}")]
    public static partial void CannotStart(this ILogger logger, string reason);
}
