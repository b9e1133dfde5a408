using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.UnitTests.Local;

internal static class GitTreesExtensions
{
    /// <summary>The tree of a worktree whose files git can take.</summary>
    public static async Task<string> MakeTreeAsync(this GitTrees trees, string worktree, string baseCommit, params string[] leaveOut)
    {
        var request = new TreeRequest(worktree, baseCommit) { LeaveOut = leaveOut.Select(BytePath.Parse).ToHashSet() };
        var made = await trees.MakeAsync(request, TestContext.Current.CancellationToken);
        return made.Tree ?? throw new InvalidOperationException(made.Problem);
    }
}
