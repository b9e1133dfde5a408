using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>A call at work.</summary>
/// <param name="Input">Its place.</param>
/// <param name="Document">The track's document.</param>
/// <param name="Files">Those of the worktree that its model may use.</param>
/// <param name="Arguments">What the model gave.</param>
/// <param name="Services">What tools work with.</param>
internal sealed record ToolCall(
    ToolInput Input, TrackDocument Document, WorktreeFiles Files, ToolArguments Arguments, ToolServices Services)
{
    /// <summary>Top of the worktree.</summary>
    public string Root => Files.Root;
}

/// <summary>What tools work with beside the files of the worktree.</summary>
internal sealed record ToolServices(Journal Journal, CommandRunner Commands, Git Git);

/// <summary>What the model reads of it.</summary>
internal sealed record ToolOutcome(bool Ok, string Text)
{
    public static ToolOutcome Done(string text) => new(true, text);

    public static ToolOutcome Error(string text) => new(false, text);
}
