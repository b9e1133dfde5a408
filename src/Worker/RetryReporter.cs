using System.Numerics;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Workflows;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace SlopTemporal.Worker;

/// <summary>
/// Tells a workflow of an activity that fails again and again: it is shown where people look, not only in this process's log.
/// </summary>
internal sealed class RetryReporter(ILogger<RetryReporter> logger) : IWorkerInterceptor
{
    /// <summary>The first tries say nothing: most failures are over with the next one.</summary>
    private const int FirstReport = 3;

    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor, logger);

    /// <summary>The third failure, the sixth, the twelfth and so on: the reason may change, and a history must not fill with it.</summary>
    internal static bool IsReported(int attempt) => attempt % FirstReport == 0 && BitOperations.IsPow2(attempt / FirstReport);

    private sealed class Inbound(ActivityInboundInterceptor next, ILogger logger) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            catch (Exception e) when (IsRetried(e))
            {
                await ReportAsync(ActivityExecutionContext.Current, e);
                throw;
            }
        }

        private static bool IsRetried(Exception e)
        {
            var context = ActivityExecutionContext.Current;
            return IsReported(context.Info.Attempt)
                && !context.CancellationToken.IsCancellationRequested
                && e is not ApplicationFailureException { NonRetryable: true };
        }

        // Whatever becomes of the report, the activity fails as it would have without it.
        private async Task ReportAsync(ActivityExecutionContext context, Exception failure)
        {
            try
            {
                var retrying = new Retrying(context.Info.Attempt, Preview.Line(failure.Message));
                await context.TemporalClient.GetWorkflowHandle(context.Info.WorkflowId!, context.Info.WorkflowRunId)
                    .SignalAsync(Retrying.Signal, [retrying], new() { Rpc = new() { Timeout = SendTimeout, Retry = false } });
            }
            catch (RpcException e)
            {
                logger.RetryWasNotReported(context.Info.WorkflowId ?? "", e.Message);
            }
        }
    }
}
