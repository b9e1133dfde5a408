namespace SlopTemporal.Domain.Tracks;

/// <summary>Caps on what may be spent; null means no cap.</summary>
public sealed record Budget
{
    /// <summary>The budget of a track that sets none: 5 USD and 8 hours of activity time.</summary>
    public static Budget TrackDefault { get; } = new() { Usd = TrackDefaults.BudgetUsd, Minutes = TrackDefaults.BudgetMinutes };

    /// <summary>US dollars that calls to models may cost.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Tokens of all kinds together.</summary>
    public long? Tokens { get; init; }

    /// <summary>Minutes of activity time; waiting does not count.</summary>
    public int? Minutes { get; init; }
}
