using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Requests;

/// <summary>Something about one ticket: <c>retry</c>, <c>skip</c>, <c>cancel_ticket</c>, <c>tell</c>.</summary>
public sealed record TicketRequest
{
    public required string Ticket { get; init; }

    /// <summary>Heads the prompt of a retry.</summary>
    public string? Note { get; init; }

    /// <summary>Model of the ladder that a retry starts with.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Where a retry starts: <c>clean</c> (a new worktree, the default) or <c>worktree</c> (with the work of the last attempt).
    /// </summary>
    public string? From { get; init; }

    /// <summary>What the model is told before its next turn.</summary>
    public string? Text { get; init; }

    /// <summary>Unique per request of a program: the same one sent twice counts once.</summary>
    public string? Id { get; init; }
}

/// <summary>New limits of a running track; null members stay as they are.</summary>
public sealed record Limits
{
    public int? MaxWorkers { get; init; }

    public Budget? Budget { get; init; }

    /// <summary>What is wrong with a number that is greater than a track takes; null: none is.</summary>
    public string? FindExcess() =>
        MaxWorkers > TrackMaxima.MaxWorkers ? Whole("max_workers", TrackMaxima.MaxWorkers)
        : Budget?.Tokens > TrackMaxima.BudgetTokens ? Whole("tokens", TrackMaxima.BudgetTokens)
        : Budget?.Minutes > TrackMaxima.BudgetMinutes ? Whole("minutes", TrackMaxima.BudgetMinutes)
        : Budget?.Usd > TrackMaxima.BudgetUsd ? $"\"usd\" must be {TrackMaxima.DescribeAmount(TrackMaxima.BudgetUsd)}"
        : null;

    private static string Whole(string name, long max) => $"\"{name}\" must be {TrackMaxima.DescribeWhole(1, max)}";
}
