using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Model;

/// <summary>What follows a failed call, in the words of a retry policy.</summary>
internal sealed class TryPolicy(ModelRequest request, TrackDocument document)
{
    /// <summary>Zero would mean "never again" to the server.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private readonly IReadOnlyList<ModelName> _ladder = document.ModelsOf(request.Place.Tier).Ladder;
    private readonly DailyQuotaPolicy _onDailyQuota = document.OnDailyQuota ?? DailyQuotaPolicy.Wait;

    /// <summary>The rung for the next call after these tries.</summary>
    /// <exception cref="ApplicationFailureException">There is none; not retryable.</exception>
    public int NextRung(IReadOnlyList<ModelTry> tries)
    {
        // The process may have died between the journal and the report of a final failure.
        if ((tries.Count == 0 ? null : tries[^1]) is { Kind: FailureKind.Final } last)
        {
            throw Final(tries, last.Reason);
        }

        return Next(tries) ?? throw Exhausted(tries);
    }

    /// <summary>The same, or this one where there is none.</summary>
    public int NextRungOr(int rung, IReadOnlyList<ModelTry> tries) => Next(tries) ?? rung;

    /// <summary>Whether one more call may be made at all, where a worker died after one that the workflow has not heard of.</summary>
    /// <exception cref="ApplicationFailureException">It may not fit the budget (<see cref="Failures.ModelBudget"/>).</exception>
    public void Allow(IReadOnlyList<ModelTry> tries, Spending next)
    {
        if (tries.Count > (request.Paid ?? 0) && !MayGoOn(tries, next))
        {
            throw OverBudget(tries, tries[^1].Reason, next);
        }
    }

    /// <summary>The failure to report after the last of the tries.</summary>
    /// <param name="tries">All failed calls of the turn, the last one included.</param>
    /// <param name="reason">Why the last one failed, in full; the tries hold a shortened text.</param>
    /// <param name="retryAfter">What the provider asked for.</param>
    /// <param name="next">What one more call would take at least.</param>
    public ApplicationFailureException After(
        IReadOnlyList<ModelTry> tries, string reason, TimeSpan? retryAfter, Spending next, DateTimeOffset now)
    {
        var last = tries[^1];
        return last.Kind switch
        {
            FailureKind.Final => Final(tries, reason),
            FailureKind.Quality when Next(tries) is null => Exhausted(tries),
            FailureKind.Quota when Next(tries) == Next(tries.SkipLast(1)) => new(
                Said(tries, reason),
                Failures.ModelQuota,
                nonRetryable: true,
                category: ApplicationErrorCategory.Benign,
                details: [Unpaid(tries), tries.Count, now + Backoff.AfterQuota(tries, retryAfter)]),
            _ when !MayGoOn(tries, next) => OverBudget(tries, reason, next),
            // Both climb.
            FailureKind.Quality => new(Said(tries, reason), Failures.ModelQuality, nextRetryDelay: AtOnce, details: [Unpaid(tries)]),
            FailureKind.Quota => new(
                Said(tries, reason),
                Failures.ModelQuality,
                nextRetryDelay: AtOnce,
                category: ApplicationErrorCategory.Benign,
                details: [Unpaid(tries)]),
            _ => new(
                Said(tries, reason),
                Failures.ModelTransient,
                nextRetryDelay: Backoff.AfterTransient(tries, retryAfter, Place),
                category: ApplicationErrorCategory.Benign,
                // Nobody but the server sees this failure; whoever asks for the state now counts what it took.
                details: [Unpaid(tries)]),
        };
    }

    private string Place => request.Place.Words;

    private int? Next(IEnumerable<ModelTry> tries) => Ladder.NextRung(request.Rung, tries, _ladder.Count, _onDailyQuota);

    private bool MayGoOn(IReadOnlyList<ModelTry> tries, Spending next) => request.Left is not { } left
        || left.Allows(Spending.From(Unpaid(tries).Select(t => new ModelUsage(t.Model, t.Usage)), TimeSpan.Zero), next);

    private IReadOnlyList<ModelTry> Unpaid(IEnumerable<ModelTry> tries) => TurnTries.Fold(tries.Skip(request.Paid ?? 0));

    private string Said(IReadOnlyList<ModelTry> tries, string reason) => $"{Place}: {tries[^1].Model}: {Preview.Line(reason)}";

    private ApplicationFailureException OverBudget(IReadOnlyList<ModelTry> tries, string reason, Spending next) => new(
        Said(tries, reason),
        Failures.ModelBudget,
        nonRetryable: true,
        category: ApplicationErrorCategory.Benign,
        details: [Unpaid(tries), tries.Count, next]);

    private ApplicationFailureException Final(IReadOnlyList<ModelTry> tries, string reason) =>
        new(Said(tries, reason), Failures.ModelFinal, nonRetryable: true, details: [Unpaid(tries)]);

    private ApplicationFailureException Exhausted(IReadOnlyList<ModelTry> tries)
    {
        var said = string.Join("; ", TurnTries.Fold(tries).Select(t => $"{t.Model}: {Preview.Line(t.Reason, 100)}"));
        return new(
            _ladder.Count == 0 ? $"{Place}: the track names no model." : $"{Place}: no model of the ladder gave a usable reply. {said}",
            Failures.LadderExhausted,
            nonRetryable: true,
            details: [Unpaid(tries)]);
    }
}
