using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>A call at work.</summary>
/// <param name="Input">Its place.</param>
/// <param name="Document">The track's document.</param>
/// <param name="Root">Top of the worktree.</param>
/// <param name="Arguments">What the model gave.</param>
internal sealed record ToolCall(ToolInput Input, TrackDocument Document, string Root, ToolArguments Arguments);

/// <summary>What the model reads of it.</summary>
internal sealed record ToolOutcome(bool Ok, string Text)
{
    public static ToolOutcome Done(string text) => new(true, text);

    public static ToolOutcome Error(string text) => new(false, text);
}

/// <summary>A tool.</summary>
internal interface ITool
{
    /// <summary>Runs a call; what may take more than seconds heartbeats.</summary>
    /// <exception cref="ToolErrorException">It cannot be done as asked.</exception>
    Task<ToolOutcome> RunAsync(ToolCall call);
}
