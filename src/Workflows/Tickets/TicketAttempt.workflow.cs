using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>
/// The current attempt: the only owner of a ticket's progress, of the time that its steps take, and of what it is doing now.
/// </summary>
internal sealed class TicketAttempt(TicketInput input)
{
    /// <summary>Maximum time that one step counts: while the machine is off it does not work.</summary>
    private static readonly TimeSpan MaxStepTime = TimeSpan.FromHours(1);

    /// <summary>Time of all waits of this run, which no step counts as its own.</summary>
    private TimeSpan _waited;

    public TicketInput Input => input;

    public TicketProgress Progress { get; private set; } = input.Progress;

    /// <summary>What the ticket is doing, as people read it, such as <c>verify</c>.</summary>
    public string Doing { get; set; } = "starting";

    public AttemptScope Scope => new(input.Run, input.Ticket, Progress.Attempt);

    public void Change(Func<TicketProgress, TicketProgress> change) => Progress = change(Progress);

    /// <summary>The attempt failed; the next one starts, or the ticket is blocked.</summary>
    public void Fail(string reason, string? evidence) =>
        Progress = AttemptPolicy.Fail(Progress, input.Rungs, Preview.Line(reason, 400), evidence);

    /// <summary>The same where the reason is all that the next attempt's model has to read.</summary>
    public async Task FailAsync(string reason) => Fail(reason, await KeptTexts.KeepAsync(new(null, reason)));

    /// <summary>Blocks the ticket: a further attempt could not change anything.</summary>
    public void Block(string reason) => Progress = AttemptPolicy.Block(Progress, Preview.Line(reason, 400));

    /// <summary>Runs one step; a failure that no retry could help blocks the ticket, and a person reads why.</summary>
    public Task RunStepAsync(string doing, Func<Task> step) => RunStepAsync(doing, false, async () =>
    {
        await step();
        return true;
    });

    /// <summary>The same for a step with a result.</summary>
    /// <param name="doing">What the step does, as people read it.</param>
    /// <param name="otherwise">The result where the step failed.</param>
    /// <param name="step">The step itself.</param>
    public async Task<T> RunStepAsync<T>(string doing, T otherwise, Func<Task<T>> step)
    {
        Doing = doing;
        try
        {
            return await CountTimeAsync(step);
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            Block($"{doing}: {e.InnerException?.Message ?? e.Message}");
            return otherwise;
        }
    }

    /// <summary>Awaits a wait whose time does not count as work.</summary>
    public async Task WaitAsync(Task wait)
    {
        var from = WorkflowTime.Now;
        await wait;
        _waited += WorkflowTime.Now - from;
    }

    /// <summary>The same for a wait with a result.</summary>
    public async Task<T> WaitAsync<T>(Task<T> wait)
    {
        var from = WorkflowTime.Now;
        var result = await wait;
        _waited += WorkflowTime.Now - from;
        return result;
    }

    /// <summary>Does some work and adds its time to that of the ticket, without the time that it waited.</summary>
    public async Task<T> CountTimeAsync<T>(Func<Task<T>> work)
    {
        var (from, waited) = (WorkflowTime.Now, _waited);
        try
        {
            return await work();
        }
        finally
        {
            var took = WorkflowTime.Now - from - (_waited - waited);
            Progress = Progress with { Busy = (Progress.Busy ?? TimeSpan.Zero) + (took < MaxStepTime ? took : MaxStepTime) };
        }
    }
}
