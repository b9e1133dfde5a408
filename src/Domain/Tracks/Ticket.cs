using System.Text.Json;

namespace SlopTemporal.Domain.Tracks;

/// <summary>One piece of work for one worker, defaults filled in.</summary>
public sealed record Ticket
{
    /// <summary>What <see cref="AssignedTo"/> says where the file does not.</summary>
    public const string Nobody = "unassigned";

    /// <summary>Unique in its track; the same form as a track id.</summary>
    public required string Id { get; init; }

    /// <summary>Markdown; an <c>@path</c> in the file has been replaced by that file's text.</summary>
    public required string Description { get; init; }

    /// <summary>Ids of the tickets that must be completed or skipped first; the prompt holds what these said last.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>True: spawn and every tool call are asked for.</summary>
    public bool StepMode { get; init; }

    /// <summary>Shown by <c>slop graph</c>, nothing more.</summary>
    public string AssignedTo { get; init; } = Nobody;

    /// <summary><see cref="TicketStatus.Todo"/> or <see cref="TicketStatus.Completed"/> (already done).</summary>
    public TicketStatus Status { get; init; } = TicketStatus.Todo;

    /// <summary>Files that the worker should read first, relative to the repository.</summary>
    public IReadOnlyList<string> ContextRequirements { get; init; } = [];

    /// <summary>The file that the work is about.</summary>
    public string? TargetFile { get; init; }

    /// <summary>Members of the target file that the work is about, such as <c>Csv.Parse</c>.</summary>
    public IReadOnlyList<string> TargetSymbols { get; init; } = [];

    /// <summary>What must be true in the end, a sentence each.</summary>
    public IReadOnlyList<string> Acceptance { get; init; } = [];

    /// <summary>Commands that must exit with 0, run before the track's own.</summary>
    public IReadOnlyList<string> Verify { get; init; } = [];

    /// <summary>Globs of files that the work changes: tickets whose globs overlap never run together.</summary>
    public IReadOnlyList<string> Touches { get; init; } = [];

    /// <summary>What happens if the agent changes nothing. Null: <see cref="WhenEmpty"/> has the default.</summary>
    public EmptyPolicy? Empty { get; init; }

    /// <summary>1 is served first, 5 last.</summary>
    public int Priority { get; init; } = TrackDefaults.Priority;

    /// <summary>Attempts before the ticket is blocked, at least 1.</summary>
    public int MaxAttempts { get; init; } = TrackDefaults.MaxAttempts;

    /// <summary>Caps of this ticket; null members mean no cap of its own.</summary>
    public Budget Budget { get; init; } = new();

    /// <summary>Shown by <c>slop graph</c>, nothing more.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Anything; kept with the track for whoever wrote it, and never read.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>
    /// <see cref="Empty"/>; where the file does not say, a ticket that names files to change asks, and any other may be empty.
    /// </summary>
    public EmptyPolicy WhenEmpty() => Empty ?? (Touches.Count > 0 || TargetFile is not null ? EmptyPolicy.Ask : EmptyPolicy.Allow);
}
