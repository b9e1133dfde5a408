using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>What came of a question to a tier.</summary>
/// <param name="Result">The answer; null: there is none.</param>
/// <param name="Turn">The tier's turn that holds it.</param>
/// <param name="Failure">Why no model of the tier answered, one line; null: the ticket stops here and asks again, or was given up.</param>
internal sealed record TierOutcome<T>(T? Result, int Turn, string? Failure = null)
    where T : class;

/// <summary>
/// Questions to the tiers beside the one that works the ticket. They wait for budget and quota as its turns do, and are on its bill.
/// </summary>
internal sealed class TicketTiers(TicketAttempt attempt, TicketBudget budget, TicketQuota quota, TrackLink track)
{
    private TicketProgress Progress => attempt.Progress;

    /// <summary>Asks a tier.</summary>
    /// <param name="tier">See <see cref="Tier"/>.</param>
    /// <param name="doing">What happens, as people read it.</param>
    /// <param name="ask">Runs the activity that asks.</param>
    /// <param name="bill">What an answer cost; null: the tier plays no part in this track.</param>
    /// <param name="isNeeded">True: the ticket cannot go on without, whatever part of the budget the tier has used.</param>
    public async Task<TierOutcome<T>> AskAsync<T>(
        int tier, string doing, Func<TierCall, Task<T>> ask, Func<T, TierBill?> bill, bool isNeeded = false)
        where T : class
    {
        var turn = (Progress.Asked?.GetValueOrDefault(Tier.Name(tier)) ?? 0) + 1;
        if (!isNeeded && track.Orders.UsedUpTiers?.Contains(tier) == true)
        {
            return new(null, turn, $"tier {tier} has used its part of the track's budget (models.{Tier.Name(tier)}.budget_share)");
        }

        while (await budget.WaitForBudgetAsync() && await quota.WaitForQuotaAsync())
        {
            attempt.Doing = doing;
            attempt.Change(p => p with { Asking = tier });
            await track.SendStateAsync();
            try
            {
                var call = new TierCall(attempt.Scope, tier, turn) { Paid = Progress.Paid, Left = budget.Left };
                var result = await ask(call);
                attempt.Change(p => Answered(p, tier, turn, bill(result)?.Usage ?? []));
                return new(result, turn);
            }
            catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
            {
                if (AfterFailure(e, tier, turn) is { } reason)
                {
                    return new(null, turn, reason);
                }
            }
        }

        return new(null, turn);
    }

    private static TicketProgress Answered(TicketProgress progress, int tier, int turn, IEnumerable<ModelUsage> usage) => progress with
    {
        Asking = null,
        Paid = null,
        Next = null,
        Asked = new SortedDictionary<string, int>(
            (progress.Asked ?? new Dictionary<string, int>()).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            StringComparer.Ordinal)
        {
            [Tier.Name(tier)] = turn,
        },
        Usage = AttemptPolicy.AddUsage(progress.Usage, usage),
    };

    /// <summary>Why there will be no answer; null: the same question is asked again, once it can be.</summary>
    private string? AfterFailure(ActivityFailureException e, int tier, int turn)
    {
        var failure = ModelFailure.Read(e, tier);
        attempt.Change(p => p with { Asking = null, Usage = AttemptPolicy.AddUsage(p.Usage, failure.Usage) });
        switch (failure)
        {
            case { QuotaUntil: { } until }:
                attempt.Change(p => p with { Paid = failure.Paid, QuotaMet = WorkflowTime.Now, QuotaUntil = until });
                return null;
            case { Next: { } next }:
                attempt.Change(p => p with { Paid = failure.Paid, Next = next });
                return null;
            default:
                attempt.Change(p => Answered(p, tier, turn, []));
                return Preview.Line(failure.Message, 400);
        }
    }
}
