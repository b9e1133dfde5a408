using System.Text.Json;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>What a ticket may spend: its own caps, and its part of the track's.</summary>
internal sealed class TicketBudget(TicketAttempt attempt, TicketGates gates, TrackLink track)
{
    /// <summary>What a turn may spend on further calls after a failed one; null: there is no limit.</summary>
    public Allowance? Left => Cap is null && track.Orders.Allowance is null
        ? null
        : new()
        {
            Usd = Lower(Cap?.Usd, track.Orders.Allowance?.Usd) - Spent.Usd,
            Tokens = Lower(Cap?.Tokens, track.Orders.Allowance?.Tokens) - Spent.Tokens,
        };

    private Budget? Cap => attempt.Progress.Budget ?? attempt.Input.Budget;

    private Spending Spent => Spending.From(attempt.Progress.Usage, attempt.Progress.Busy ?? TimeSpan.Zero);

    private Spending? Next => attempt.Progress.Next;

    /// <summary>Waits until another call fits. False: no call is made, the ticket is suspended or given up.</summary>
    public async Task<bool> WaitForBudgetAsync()
    {
        while (Cap is { } cap && (Spent.Reaches(cap) || (Spent + (Next ?? new())).Exceeds(cap)))
        {
            if (!await AskForMoreAsync(cap))
            {
                return false;
            }
        }

        while (track.Orders.Allowance is { } allowance && !allowance.Allows(Spent, Next))
        {
            if (!await WaitForAllowanceAsync())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks a person to raise the ticket's own caps. False: they stay, or the ticket is suspended.</summary>
    private async Task<bool> AskForMoreAsync(Budget cap)
    {
        var first = attempt.Input.Budget!;
        var calls = attempt.Progress.Usage.Sum(u => u.Usage.Calls);
        var next = Spending.Max(Leases.Mean(Spent, calls), Next ?? new());
        var action = BudgetGates.CreateAction(attempt.Input.Ticket, cap, new(Spent, Next ?? new(), new()), next, first);
        // One that was open already, when the ticket was suspended, stays as it was shown.
        var detail = attempt.Progress.Gate is { Kind: GateKind.Budget } open && open.Hash == action.Hash ? open.Detail : action.Detail;
        var outcome = await gates.AskAsync(GateKind.Budget, action);
        gates.BlockUnlessApproved("its budget is used up, and more was rejected", outcome);
        if (outcome.IsApproved)
        {
            var edited = (outcome as GateOutcome.Approved)?.Edited?.Deserialize<Budget>(SlopJson.Options);
            attempt.Change(p => p with { Budget = RaisedCaps.After(cap, first, detail, edited) });
        }

        return outcome.IsApproved;
    }

    /// <summary>
    /// Waits for the track to allow more: at once where there is some left, after a person's decision where there is not. False: no call
    /// is made now.
    /// </summary>
    private async Task<bool> WaitForAllowanceAsync()
    {
        attempt.Doing = "waits for budget";
        await track.RequestBudgetAsync();
        await attempt.WaitAsync(Workflow.WaitConditionAsync(() =>
            track.Orders.Suspend || track.Orders.NoBudget == true || track.Orders.Allowance?.Allows(Spent, Next) != false));
        track.EndBudgetRequest();
        if (track.Orders.Suspend)
        {
            return false;
        }

        if (track.Orders.NoBudget == true)
        {
            attempt.Block("the budget of the track is used up, and a person did not raise it");
            return false;
        }

        if (!track.HasSlot)
        {
            await track.SendStateAsync();
            await track.WaitForSlotAsync();
        }

        return true;
    }

    /// <summary>The lower of two limits; null is no limit.</summary>
    private static T? Lower<T>(T? a, T? b)
        where T : struct, IComparable<T> => a is null || b?.CompareTo(a.Value) < 0 ? b : a;
}
