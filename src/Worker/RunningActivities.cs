using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;

namespace SlopTemporal.Worker;

/// <summary>One scheduled activity, as the server names it.</summary>
internal readonly record struct ActivityKey(string WorkflowId, string RunId, string ActivityId);

/// <summary>What runs in this process just now.</summary>
internal sealed class RunningActivities : IWorkerInterceptor
{
    private readonly ConcurrentDictionary<ActivityKey, byte> _running = new();

    public bool Contains(ActivityKey key) => _running.ContainsKey(key);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Inbound(nextInterceptor, _running);

    private sealed class Inbound(
        ActivityInboundInterceptor next, ConcurrentDictionary<ActivityKey, byte> running) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var info = ActivityExecutionContext.Current.Info;
            var key = new ActivityKey(info.WorkflowId ?? "", info.WorkflowRunId ?? "", info.ActivityId);
            running[key] = 0;
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            finally
            {
                running.TryRemove(key, out _);
            }
        }
    }
}
