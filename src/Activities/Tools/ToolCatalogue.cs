using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Tools.Edits;
using SlopTemporal.Activities.Tools.Reads;
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

    /// <summary>What a track offers: a text-only one has no tools.</summary>
    public static IReadOnlyList<Tool> Offered(TrackDocument document) => document.Repository is null ? [] : All;

    /// <summary>Names of what a track offers, in the same order.</summary>
    public static IReadOnlyList<string> Names(TrackDocument document) => [.. Offered(document).Select(t => t.Name)];

    /// <summary>What a track offers under this name; null: nothing.</summary>
    public static Tool? Find(TrackDocument document, string name) => Offered(document).FirstOrDefault(t => t.Name == name);

    /// <summary>What a track offers, for a chat client.</summary>
    public static IEnumerable<AITool> Declarations(TrackDocument document) => Offered(document).Select(t => t.Declaration());
}
