using SlopTemporal.Domain.Notices;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Tells people what happens while they look elsewhere.</summary>
public interface INoticeActivities
{
    /// <summary>Runs the person's command and calls their webhook, whichever is set. At least once.</summary>
    [Activity]
    Task NotifyAsync(Notice notice);
}
