using System.Globalization;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Numbers and words as people read them.</summary>
internal static class Format
{
    private const int ShortHash = 10;

    /// <summary><c>9.4s</c>, <c>12m 05s</c>, <c>3h 07m</c>.</summary>
    public static string Elapsed(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0 } => "0.0s",
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m {time.Seconds:00}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h {time.Minutes:00}m"),
    };

    public static string Count(long number) => Amounts.Count(number);

    public static string Usd(decimal usd) => Amounts.Usd(usd);

    /// <summary><c>in progress</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Words.For(value).Replace('_', ' ');

    public static string Hash(string? commit) => commit is { Length: > ShortHash } ? commit[..ShortHash] : commit ?? "";

    /// <summary>All tokens that were paid for.</summary>
    public static long Tokens(IEnumerable<ModelUsage> usage) => usage.Sum(u => u.Usage.Tokens);
}
