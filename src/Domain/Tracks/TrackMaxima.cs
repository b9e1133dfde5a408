using System.Globalization;

namespace SlopTemporal.Domain.Tracks;

/// <summary>The greatest numbers that a track takes, whoever gives them: a file, a flag or a request.</summary>
public static class TrackMaxima
{
    /// <summary>Tickets at work at once.</summary>
    public const int MaxWorkers = 1000;

    /// <summary>Attempts of a ticket before it is blocked.</summary>
    public const int MaxAttempts = 1000;

    public const decimal BudgetUsd = 1_000_000_000m;

    public const long BudgetTokens = 1_000_000_000_000_000;

    /// <summary>Nineteen years.</summary>
    public const int BudgetMinutes = 10_000_000;

    /// <summary>The same.</summary>
    public const int DeadlineMinutes = BudgetMinutes;

    /// <summary>What a whole number has to be, for whoever gave something else.</summary>
    public static string DescribeWhole(long min, long max) =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");

    /// <summary>The same of an amount of money.</summary>
    public static string DescribeAmount(decimal max) => string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {max}");
}
