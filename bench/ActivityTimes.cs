using Temporalio.Api.History.V1;

namespace SlopTemporal.Bench;

/// <summary>An activity as the history of its workflow has it, from the moment when it was asked for.</summary>
internal sealed record ActivityTime(string Workflow, string Name, DateTime Asked, DateTime Done)
{
    public double Seconds => (Done - Asked).TotalSeconds;

    /// <summary>Those of a history that completed, in order.</summary>
    public static IEnumerable<ActivityTime> Read(string workflow, IReadOnlyList<HistoryEvent> history)
    {
        var asked = history.Where(e => e.ActivityTaskScheduledEventAttributes is not null).ToDictionary(e => e.EventId);
        return
        [
            .. history.Where(e => e.ActivityTaskCompletedEventAttributes is not null)
                .Select(e => (Done: e, Asked: asked[e.ActivityTaskCompletedEventAttributes.ScheduledEventId]))
                .Select(pair => new ActivityTime(
                    workflow,
                    pair.Asked.ActivityTaskScheduledEventAttributes.ActivityType.Name,
                    pair.Asked.EventTime.ToDateTime(),
                    pair.Done.EventTime.ToDateTime())),
        ];
    }
}
