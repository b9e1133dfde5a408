namespace SlopTemporal.Domain.Tracks;

/// <summary>The values that a track file may leave out, and the limits of what it may say.</summary>
public static class TrackDefaults
{
    /// <summary>Tickets at work at once.</summary>
    public const int MaxWorkers = 4;

    /// <summary>Attempts of a ticket before it is blocked.</summary>
    public const int MaxAttempts = 3;

    /// <summary>A ticket's place in the queue: 1 is served first, 5 last.</summary>
    public const int Priority = 3;

    /// <summary>US dollars a track may spend.</summary>
    public const decimal BudgetUsd = 5m;

    /// <summary>Minutes of activity time a track may take; waiting does not count.</summary>
    public const int BudgetMinutes = 480;

    /// <summary>Maximum characters of an id: it becomes part of refs, paths and workflow ids.</summary>
    public const int MaxIdLength = 64;

    /// <summary>Maximum errors reported for one file, and as many warnings.</summary>
    public const int MaxProblems = 50;

    /// <summary>Maximum bytes of a track file.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;
}
