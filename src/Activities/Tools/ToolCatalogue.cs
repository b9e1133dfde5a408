using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using static SlopTemporal.Activities.Tools.ToolSpec.Argument;

namespace SlopTemporal.Activities.Tools;

/// <summary>The tools of a worker.</summary>
public static class ToolCatalogue
{
    public const string ReadFile = "read_file";
    public const string ListDirectory = "list_directory";
    public const string Search = "search";
    public const string EditFile = "edit_file";
    public const string WriteFile = "write_file";
    public const string DeleteFile = "delete_file";
    public const string RunCommand = "run_command";

    private const string PathWords = "Path relative to the top of the repository, with /.";

    /// <summary>All of them, in the order in which models are told.</summary>
    public static IReadOnlyList<ToolSpec> All { get; } =
    [
        ToolSpec.Of(ReadFile, "Reads a text file.", Text("path", PathWords), OptionalNumber("offset", "First line, from 1."), OptionalNumber("limit", "Number of lines.")),
        ToolSpec.Of(ListDirectory, "Lists a directory; names that end in / are directories.", OptionalText("path", PathWords + " The top when left out.")),
        ToolSpec.Of(
            Search,
            "Searches files line by line with a regular expression. Ignored, binary and very large files are left out.",
            Text("pattern", "Regular expression without back-references or look-around."),
            OptionalText("path", "File or directory to search in.")),
        ToolSpec.Of(
            EditFile,
            "Replaces a piece of a file. The old text must occur exactly once, with its indentation.",
            Text("path", PathWords),
            Text("old_text", "Text to replace; with enough lines around it to be unique."),
            Text("new_text", "Text to put there; empty to remove.")),
        ToolSpec.Of(WriteFile, "Creates a file or replaces all of it.", Text("path", PathWords), Text("content", "The whole text of the file.")),
        ToolSpec.Of(DeleteFile, "Deletes a file.", Text("path", PathWords)),
        ToolSpec.Of(
            RunCommand,
            "Runs a shell command at the top of the repository, without network. The result is its exit code and output.",
            Text("command", "For /bin/sh."),
            OptionalNumber("timeout_s", "Seconds until it is stopped."),
            OptionalFlag(CallSummaries.Network, "True where it needs the network; a person is asked first.")),
        ToolSpec.Of(WorkflowTools.AskPerson, "Asks a person and waits for the answer.", Text("question", "One question, with what you would do without an answer.")),
        ToolSpec.Of(WorkflowTools.ReportBlocked, "Gives the ticket up. Call it only when the work cannot be done.", Text("reason", "What is in the way.")),
    ];

    /// <summary>What a track offers: a text-only one has no tools.</summary>
    public static IReadOnlyList<ToolSpec> Offered(TrackDocument document) => document.Repository is null ? [] : All;

    /// <summary>Names of what a track offers.</summary>
    public static IReadOnlyCollection<string> Names(TrackDocument document) => [.. Offered(document).Select(t => t.Name)];

    /// <summary>The same for a chat client: declared, never invoked by it.</summary>
    public static IEnumerable<AITool> Declarations(TrackDocument document) =>
        Offered(document).Select(t => AIFunctionFactory.CreateDeclaration(t.Name, t.Description, t.Schema));
}
