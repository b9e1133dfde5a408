using SlopTemporal.Local.Git;
using SlopTemporal.Workflows;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Workspace;

/// <summary>What no retry can mend: a person must look at the repository or the home.</summary>
internal static class WorkspaceFailure
{
    public static ApplicationFailureException Create(string message, Exception? inner = null) =>
        new(message, inner, Failures.Workspace, nonRetryable: true);

    /// <summary>
    /// Runs an activity's work with heartbeats. What is wrong with the repository for good is not retried; a git command that failed
    /// may pass next time.
    /// </summary>
    public static async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await Heartbeats.RunAsync(work);
        }
        catch (GitException e) when (e.Problem != GitProblem.CommandFailed)
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
