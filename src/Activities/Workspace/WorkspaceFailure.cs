using SlopTemporal.Local.Git;
using SlopTemporal.Workflows;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Workspace;

/// <summary>What no retry can mend: a person must look at the repository or the home.</summary>
internal static class WorkspaceFailure
{
    /// <summary>Tries of an activity whose git command fails: then a person must look at it.</summary>
    private const int GitAttempts = 3;

    /// <summary>Somebody removed a worktree under a ticket that works in it.</summary>
    public static ApplicationFailureException WorktreeGone(string ticket, string path) =>
        Create($"The worktree of ticket {ticket} is gone ({path}). Retry the ticket: it starts again in a new one.");

    public static ApplicationFailureException Create(string message, Exception? inner = null) =>
        new(message, inner, Failures.Workspace, nonRetryable: true);

    /// <summary>
    /// Runs an activity's work with heartbeats. What is wrong with the repository for good is not retried; a git command that failed
    /// may pass next time, but not for ever.
    /// </summary>
    public static async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await Heartbeats.RunAsync(work);
        }
        catch (GitException e) when (
            e.Problem != GitProblem.CommandFailed || ActivityExecutionContext.Current.Info.Attempt >= GitAttempts)
        {
            throw Create(e.Message, e);
        }
    }

    public static Task GuardAsync(Func<CancellationToken, Task> work) => GuardAsync(async cancellationToken =>
    {
        await work(cancellationToken);
        return true;
    });
}
