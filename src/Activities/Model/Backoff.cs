using System.Globalization;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>How long to wait before a provider is asked again.</summary>
internal static class Backoff
{
    /// <summary>Longest wait that we choose ourselves between two calls to a provider that fails.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Where a provider does not say how long its quota is used up: people buy more, and a look costs nothing.</summary>
    public static readonly TimeSpan Quota = TimeSpan.FromHours(1);

    /// <summary>Part of a wait that is added by chance, so that those who were refused together do not come back together.</summary>
    private const double Jitter = 0.2;

    /// <summary>After a passing failure: what the provider asked for, else 1 s, doubled with each in a row.</summary>
    /// <param name="tries">All failed calls of the turn, the last one included.</param>
    /// <param name="asked">What the provider asked for; null: it asked for nothing.</param>
    /// <param name="key">Who waits: the same key and number of tries give the same wait.</param>
    public static TimeSpan AfterTransient(IReadOnlyList<ModelTry> tries, TimeSpan? asked, string key)
    {
        var wait = asked
            ?? TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Max(0, InARow(tries, FailureKind.Transient) - 1))));
        var chance = int.Parse(
            Sha256.Hex(FormattableString.Invariant($"{key} {tries.Count}"))[..4],
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture) / (double)0x10000;
        var spread = wait * (1 + (Jitter * chance));
        return spread < TryPolicy.AtOnce ? TryPolicy.AtOnce : spread;
    }

    /// <summary>After a used up quota: what the provider asked for, as far as that has helped; at most an hour where it asked for
    /// nothing.</summary>
    public static TimeSpan AfterQuota(IReadOnlyList<ModelTry> tries, TimeSpan? asked)
    {
        // Short delays beside a daily quota are mostly those of another quota: the first is taken at its word, then it takes longer each
        // time.
        var least = TimeSpan.FromMinutes(Math.Min(Quota.TotalMinutes, Math.Pow(2, InARow(tries, FailureKind.Quota) - 1) - 1));
        var wait = asked ?? Quota;
        return wait > least ? wait : least;
    }

    private static int InARow(IReadOnlyList<ModelTry> tries, FailureKind kind) => tries.Reverse().TakeWhile(t => t.Kind == kind).Count();
}
