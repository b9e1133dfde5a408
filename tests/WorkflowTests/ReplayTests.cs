using System.Runtime.CompilerServices;
using SlopTemporal.Workflows;
using Temporalio.Common;
using Temporalio.Worker;

namespace SlopTemporal.WorkflowTests;

/// <summary>
/// Histories of released builds: a change in the order of commands that they do not survive needs a patch. Never made anew silently.
/// </summary>
public sealed class ReplayTests
{
    internal static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "Histories");

    public static TheoryData<string> Stored =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_stored_history_replays(string file)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        var history = WorkflowHistory.FromJson(file, json);
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = SlopDataConverter.Plain }
            .AddWorkflow<TrackWorkflow>().AddWorkflow<PlanWorkflow>().AddWorkflow<TicketWorkflow>());

        await replayer.ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
