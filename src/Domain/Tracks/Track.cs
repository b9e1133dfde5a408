namespace SlopTemporal.Domain.Tracks;

/// <summary>A set of coding tickets that depend on each other, as the track file gives it, defaults filled in.</summary>
public sealed record Track
{
    /// <summary>See <see cref="Reading.TicketIds"/>. Names the branch <c>slop/&lt;id&gt;</c> and the workflow.</summary>
    public required string Id { get; init; }

    /// <summary>One line for lists; the id where the file has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Markdown that every worker reads.</summary>
    public string? Goal { get; init; }

    /// <summary>Path of the git repository as written in the file, relative to it. Null: tickets answer in text only.</summary>
    public string? Repository { get; init; }

    /// <summary>Branch or commit that the work starts from. Null: what the repository has checked out.</summary>
    public string? Base { get; init; }

    /// <summary>Maximum tickets at work at once.</summary>
    public int MaxWorkers { get; init; } = TrackDefaults.MaxWorkers;

    /// <summary>False: a person approves each ticket before it starts (spawn: ask).</summary>
    public bool AutoQueue { get; init; } = true;

    /// <summary>Commands that prepare a fresh worktree; they may use the network.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>
    /// Globs of the files that decide what <see cref="Setup"/> makes: what it made is used for every tree in which these are the same.
    /// Empty: for the same tree only, and for changes to it that touch no manifest.
    /// </summary>
    public IReadOnlyList<string> SetupInputs { get; init; } = [];

    /// <summary>Commands that must exit with 0 on every tree that is merged.</summary>
    public IReadOnlyList<string> Verify { get; init; } = [];

    /// <summary>At which gates a person decides.</summary>
    public Approvals Approvals { get; init; } = new();

    /// <summary>Caps of the whole track.</summary>
    public Budget Budget { get; init; } = Budget.TrackDefault;

    /// <summary>In file order; none where they are still to be planned.</summary>
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    /// <summary>Whether tiers 1 and 2 write its tickets: it has a goal and a repository, and no tickets.</summary>
    public bool NeedsPlan() => Tickets.Count == 0 && Goal is not null && Repository is not null;
}
