using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Model;

/// <summary>What follows a failed call, in the words of a retry policy.</summary>
internal static class TryPolicy
{
    /// <summary>Zero would mean "never again" to the server.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    /// <summary>Where a provider does not say how long its quota is used up.</summary>
    public static readonly TimeSpan Quota = TimeSpan.FromHours(1);

    /// <summary>Longest wait that we choose ourselves between two calls to a provider that fails.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>The rung for the next call after these tries.</summary>
    /// <exception cref="ApplicationFailureException">There is none; not retryable.</exception>
    public static int NextRung(TurnInput input, IReadOnlyList<ModelTry> tries, IReadOnlyList<ModelName> ladder)
    {
        // The process may have died between the journal and the report of a final failure.
        if ((tries.Count == 0 ? null : tries[^1]) is { Kind: FailureKind.Final } last)
        {
            throw After(input, tries, ladder, last.Reason, null);
        }

        return Ladder.Next(input.Rung, tries, ladder.Count) ?? throw Exhausted(input, tries, ladder);
    }

    /// <summary>The failure to report after the last of the tries.</summary>
    public static ApplicationFailureException After(TurnInput input, IReadOnlyList<ModelTry> tries, IReadOnlyList<ModelName> ladder, string reason, TimeSpan? retryAfter)
    {
        var last = tries[^1];
        var message = $"{Place(input)}: {last.Model}: {Preview.Line(reason)}";
        return last.Kind switch
        {
            FailureKind.Final => new(message, Failures.ModelFinal, nonRetryable: true, details: [Tries.Fold(tries)]),
            FailureKind.Quality when Ladder.Next(input.Rung, tries, ladder.Count) is null => Exhausted(input, tries, ladder),
            FailureKind.Quality => new(message, Failures.ModelQuality, nextRetryDelay: AtOnce),
            FailureKind.Quota => Passing(message, Failures.ModelQuota, retryAfter ?? Quota),
            _ => Passing(message, Failures.ModelTransient, retryAfter ?? Backoff(tries)),
        };
    }

    /// <summary>1 s, doubled with each passing failure in a row.</summary>
    public static TimeSpan Backoff(IReadOnlyList<ModelTry> tries)
    {
        var inARow = tries.Reverse().TakeWhile(t => t.Kind == FailureKind.Transient).Count();
        return TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, Math.Max(0, inARow - 1))));
    }

    private static ApplicationFailureException Passing(string message, string type, TimeSpan delay) =>
        new(message, type, nextRetryDelay: delay < AtOnce ? AtOnce : delay, category: ApplicationErrorCategory.Benign);

    private static ApplicationFailureException Exhausted(TurnInput input, IReadOnlyList<ModelTry> tries, IReadOnlyList<ModelName> ladder)
    {
        var said = string.Join("; ", Tries.Fold(tries).Select(t => $"{t.Model}: {Preview.Line(t.Reason, 100)}"));
        return new(
            ladder.Count == 0 ? $"{Place(input)}: the track names no model." : $"{Place(input)}: no model of the ladder gave a usable reply. {said}",
            Failures.LadderExhausted,
            nonRetryable: true,
            details: [Tries.Fold(tries)]);
    }

    private static string Place(TurnInput input) => $"{input.Scope.Ticket}, attempt {input.Scope.Attempt}, turn {input.Turn}";
}
