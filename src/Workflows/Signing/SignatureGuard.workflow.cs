using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Signing;

/// <summary>
/// Refuses for good what <see cref="SigningPayloadConverter"/> found without a valid signature or could not read, before anything is done.
/// </summary>
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
            if (input.Args.Length == input.Activity.ParameterTypes.Count && !input.Args.Any(a => a is null or Refusal))
            {
                return base.ExecuteActivityAsync(input);
            }

            var refusal = input.Args.OfType<Refusal>().FirstOrDefault(Refusal.NotSigned);
            var failure = Refusals.Failure(refusal, $"The input of the activity {context.Info.ActivityType} of {context.Info.WorkflowId}");
            tell(failure.Message);
            throw failure;
        }
    }

    private sealed class Messages(WorkflowInboundInterceptor next, Action<string> tell) : WorkflowInboundInterceptor(next)
    {
        private static Refusal? OfStart => Refusals.Find(Workflow.Info);

        public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
            OfStart is { } refusal ? throw Tell(refusal, "The start") : base.ExecuteWorkflowAsync(input);

        // The handler of any other signal lists it among the problems.
        public override Task HandleSignalAsync(HandleSignalInput input)
        {
            if (OfStart is not null)
            {
                return Task.CompletedTask;
            }

            if (RefusalIn(input.Args) is not { } refusal)
            {
                return base.HandleSignalAsync(input);
            }

            Tell(refusal, $"A signal {input.Signal}");
            IRawValue[] sent = refusal.Sent is { } payload ? [new RawValue(payload)] : [];
            return base.HandleSignalAsync(new(input.Signal, Workflow.DynamicSignal!, [input.Signal, sent], input.Headers));
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
            if ((OfStart ?? RefusalIn(input.Args)) is { } refusal)
            {
                throw Tell(refusal, $"An update {input.Update}");
            }
        }

        private static Refusal? RefusalIn(IReadOnlyCollection<object?> args) => args.OfType<Refusal>().FirstOrDefault();

        private ApplicationFailureException Tell(Refusal refusal, string what)
        {
            var failure = Refusals.Failure(refusal, $"{what} of {Workflow.Info.WorkflowId}");
            if (!Workflow.Unsafe.IsReplaying)
            {
                tell(failure.Message);
            }

            return failure;
        }
    }
}
