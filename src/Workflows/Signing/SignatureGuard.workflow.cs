using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>Refuses for good what <see cref="SigningPayloadConverter"/> found without a valid signature, before anything is done.</summary>
/// <param name="tell">Hears a sentence for each refusal.</param>
public sealed class SignatureGuard(Action<string> tell) : IWorkerInterceptor
{
    /// <inheritdoc/>
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new Activities(nextInterceptor, tell);

    /// <inheritdoc/>
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Messages(nextInterceptor, tell);

    private sealed class Activities(ActivityInboundInterceptor next, Action<string> tell) : ActivityInboundInterceptor(next)
    {
        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var context = ActivityExecutionContext.Current;
            // One that is missing is as good as one that somebody took away.
            if (input.Args.Length == input.Activity.ParameterTypes.Count && !input.Args.Any(a => a is null || a == Refusals.Argument))
            {
                return base.ExecuteActivityAsync(input);
            }

            var failure = Refusals.Failure($"The input of the activity {context.Info.ActivityType} of {context.Info.WorkflowId}");
            tell(failure.Message);
            throw failure;
        }
    }

    private sealed class Messages(WorkflowInboundInterceptor next, Action<string> tell) : WorkflowInboundInterceptor(next)
    {
        private static bool IsRefused => Refusals.IsRefused(Workflow.Info);

        public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
            IsRefused ? throw Tell("The start") : base.ExecuteWorkflowAsync(input);

        // The handler of any other signal lists it among the problems.
        public override Task HandleSignalAsync(HandleSignalInput input)
        {
            if (IsRefused)
            {
                return Task.CompletedTask;
            }

            if (!input.Args.Contains(Refusals.Argument))
            {
                return base.HandleSignalAsync(input);
            }

            Tell($"A signal {input.Signal}");
            return base.HandleSignalAsync(
                new(input.Signal, Workflow.DynamicSignal!, [input.Signal, Array.Empty<IRawValue>()], input.Headers));
        }

        public override void ValidateUpdate(HandleUpdateInput input)
        {
            RefuseUpdate(input);
            base.ValidateUpdate(input);
        }

        public override Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            RefuseUpdate(input);
            return base.HandleUpdateAsync(input);
        }

        private void RefuseUpdate(HandleUpdateInput input)
        {
            if (IsRefused || input.Args.Contains(Refusals.Argument))
            {
                throw Tell($"An update {input.Update}");
            }
        }

        private ApplicationFailureException Tell(string what)
        {
            var failure = Refusals.Failure($"{what} of {Workflow.Info.WorkflowId}");
            if (!Workflow.Unsafe.IsReplaying)
            {
                tell(failure.Message);
            }

            return failure;
        }
    }
}
