using SlopTemporal.Domain.Attempts;
using Temporalio.Common;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The one table of time-outs, heartbeats and retries. Each call returns a new instance, since options are mutable.</summary>
/// <remarks>The number of attempts is not limited: retries end with the total time, with a final failure or with a cancellation.</remarks>
internal static class ActivityProfiles
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(60);

    /// <summary>Git and files: seconds; a full disk may take a person an hour.</summary>
    public static ActivityOptions Files(string summary) =>
        Create(summary, TimeSpan.FromMinutes(10), TimeSpan.FromHours(4), TimeSpan.FromSeconds(30));

    /// <summary>One model call, with its wait in the queue of all calls; waiting for a provider may take a day.</summary>
    public static ActivityOptions Model(string summary) =>
        Create(summary, TimeSpan.FromHours(2), TimeSpan.FromHours(48), TimeSpan.FromMinutes(5));

    /// <summary>Commands of tools and checks; each command has a time-out of its own.</summary>
    public static ActivityOptions Commands(string summary) =>
        Create(summary, TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromSeconds(30));

    /// <summary>Runs after a cancel too, within a minute.</summary>
    public static ActivityOptions Cleanup(string summary)
    {
        var options = Create(summary, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        options.CancellationToken = CancellationToken.None;
        return options;
    }

    private static ActivityOptions Create(string summary, TimeSpan once, TimeSpan whole, TimeSpan longestWait) => new()
    {
        Summary = Preview.Line(summary, 100),
        StartToCloseTimeout = once,
        ScheduleToCloseTimeout = whole,
        HeartbeatTimeout = Heartbeat,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        RetryPolicy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromMilliseconds(200),
            BackoffCoefficient = 2,
            MaximumInterval = longestWait,
        },
    };
}
