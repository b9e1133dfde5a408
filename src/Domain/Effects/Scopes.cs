namespace SlopTemporal.Domain.Effects;

/// <summary>One run of a track: what every key of an effect starts with.</summary>
/// <param name="Document">Hash of the <see cref="Tracks.TrackDocument"/> in the content store.</param>
/// <param name="Track">Track id.</param>
/// <param name="Epoch">1 for the first start of the track; chosen by the Starter, carried over continue-as-new and reset.</param>
public sealed record TrackScope(string Document, string Track, int Epoch)
{
    /// <summary>Of no track.</summary>
    public static TrackScope None { get; } = new("", "", 0);
}

/// <summary>One attempt at a ticket. Attempts count from 1 and never restart.</summary>
public sealed record AttemptScope(TrackScope Run, string Ticket, int Attempt)
{
    /// <summary>Stands for a ticket where something belongs to the run as a whole; no ticket is called so.</summary>
    public const string WholeRun = "+run";

    /// <summary>Stands for a ticket where a track's tickets are planned; no ticket is called so.</summary>
    public const string Plan = "+plan";

    /// <summary>The planning of a run's tickets: journal and worktree of the tiers that do it.</summary>
    public static AttemptScope ForPlan(TrackScope run) => new(run, Plan, 1);

    /// <summary>What belongs to a run and to none of its tickets.</summary>
    public static AttemptScope ForRun(TrackScope run) => new(run, WholeRun, 0);

    /// <summary><c>track/epoch/ticket/attempt</c>: stable over retries, restarts and replays.</summary>
    public string Key => $"{Run.Track}/{Run.Epoch}/{Ticket}/{Attempt}";
}
