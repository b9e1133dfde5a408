using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>
/// The attempt at work: the one owner of a ticket's progress, of the time that its steps take, and of what it does just now.
/// </summary>
internal sealed class TicketAttempt(TicketInput input)
{
    /// <summary>Longest that one step counts: a machine that was off did not work.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);

    private TimeSpan _waited;

    public TicketInput Input => input;

    public TicketProgress Progress { get; private set; } = input.Progress;

    /// <summary>For screens, such as <c>verify</c>.</summary>
    public string Doing { get; set; } = "starting";

    public AttemptScope Scope => new(input.Run, input.Ticket, Progress.Attempt);

    public void Change(Func<TicketProgress, TicketProgress> change) => Progress = change(Progress);

    /// <summary>The attempt failed; the next one starts, or the ticket is blocked.</summary>
    public void Fail(string reason, string? evidence) =>
        Progress = AttemptPolicy.Fail(Progress, input.Rungs, Preview.Line(reason, 400), evidence);

    /// <summary>Nothing that a further attempt could change.</summary>
    public void Block(string reason) => Progress = AttemptPolicy.Block(Progress, Preview.Line(reason, 400));

    /// <summary>Runs one step; a failure that no retry could help blocks the ticket, and a person reads why.</summary>
    public Task DoAsync(string doing, Func<Task> step) => DoAsync(doing, false, async () =>
    {
        await step();
        return true;
    });

    /// <summary>The same for a step with a result.</summary>
    /// <param name="doing">For screens.</param>
    /// <param name="otherwise">The result of a step that failed.</param>
    /// <param name="step">What to do.</param>
    public async Task<T> DoAsync<T>(string doing, T otherwise, Func<Task<T>> step)
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

    /// <summary>Waiting is no work.</summary>
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

    /// <summary>Does something and counts its time, but not what it waited.</summary>
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
            Progress = Progress with { Busy = (Progress.Busy ?? TimeSpan.Zero) + (took < LongestStep ? took : LongestStep) };
        }
    }
}
