using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Tools.Edits;
using SlopTemporal.Activities.Tools.Reads;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Activities.Tools;

/// <summary>The one list of tools: prompts, rules, summaries and the dispatcher read it.</summary>
internal static class ToolCatalogue
{
    /// <summary>All of them, in the order in which models are told.</summary>
    public static IReadOnlyList<Tool> All { get; } =
    [
        new ReadFileTool(),
        new ListDirectoryTool(),
        new SearchTool(),
        new EditFileTool(),
        new WriteFileTool(),
        new DeleteFileTool(),
        new RunCommandTool(),
        new AskPersonTool(),
        new ReportBlockedTool(),
    ];

    /// <summary>What a track offers to a tier: a text-only one has no tools, and who plans only reads.</summary>
    public static IReadOnlyList<Tool> Offered(TrackDocument document, int tier = Tier.Worker) => (document.Repository, tier) switch
    {
        (null, _) => [],
        (_, Tier.Worker) => All,
        (_, Tier.Planner) => [.. All.Where(tool => tool.IsRead)],
        _ => [],
    };

    /// <summary>Names of what a track offers, in the same order.</summary>
    public static IReadOnlyList<string> Names(TrackDocument document, int tier = Tier.Worker) =>
        [.. Offered(document, tier).Select(t => t.Name)];

    /// <summary>What a track offers under this name; null: nothing.</summary>
    public static Tool? Find(TrackDocument document, string name, int tier = Tier.Worker) =>
        Offered(document, tier).FirstOrDefault(t => t.Name == name);

    /// <summary>What a track offers, for a chat client.</summary>
    public static IEnumerable<AITool> Declarations(TrackDocument document, int tier = Tier.Worker) =>
        Offered(document, tier).Select(t => t.Declaration());
}
