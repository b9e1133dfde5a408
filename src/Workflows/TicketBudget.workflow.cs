using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What a ticket may spend: its own caps, and its part of the track's.</summary>
public sealed partial class TicketWorkflow
{
    /// <summary>Longest that one step counts: a machine that was off did not work.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);

    private bool _wantsBudget;
    private TimeSpan _waited;

    private Budget? Cap => _progress.Budget ?? _input.Budget;

    private Spending Expected => Spent + (_progress.Next ?? new());

    /// <summary>What a turn may spend on further calls after a failed one; null: without end.</summary>
    private Allowance? Left => Cap is null && _orders.Allowance is null
        ? null
        : new()
        {
            Usd = Least(Cap?.Usd, _orders.Allowance?.Usd) - Spent.Usd,
            Tokens = Least(Cap?.Tokens, _orders.Allowance?.Tokens) - Spent.Tokens,
        };

    private Spending Spent => Spending.Of(_progress.Usage, _progress.Busy ?? TimeSpan.Zero);

    /// <summary>False: no call is made now, whether it is suspended or given up.</summary>
    private async Task<bool> MaySpendAsync()
    {
        while (Cap is { } cap && (Spent.Reaches(cap) || Expected.Exceeds(cap)))
        {
            if (!await RaiseAsync(cap))
            {
                return false;
            }
        }

        while (_orders.Allowance is { } allowance && !allowance.Allows(Spent, _progress.Next))
        {
            if (!await WaitForBudgetAsync())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks a person for more than the ticket's own caps.</summary>
    private async Task<bool> RaiseAsync(Budget cap)
    {
        var calls = _progress.Usage.Sum(u => u.Usage.Calls);
        var next = Spending.Max(Leases.Mean(Spent, calls), _progress.Next ?? new());
        var action = BudgetGates.Action(_input.Ticket, cap, Spent, next, _input.Budget!);
        if (await AskAsync(GateKind.Budget, action) is not { } decision)
        {
            return false;
        }

        if (!decision.Approve)
        {
            Refuse("its budget is used up, and more was rejected", decision);
            return false;
        }

        _progress = _progress with { Budget = BudgetGates.Raised(cap, _input.Budget!, decision.Edited?.Deserialize<Budget>(SlopJson.Options)) };
        return true;
    }

    /// <summary>Waits for the track to allow more: at once where there is some left, after a person's decision where there is not.</summary>
    private async Task<bool> WaitForBudgetAsync()
    {
        (_wantsBudget, _doing) = (true, "waits for budget");
        _gateNumber++;
        await TellTrackAsync();
        await WaitAsync(Workflow.WaitConditionAsync(() => _orders.Suspend || _orders.NoBudget == true || _orders.Allowance?.Allows(Spent, _progress.Next) != false));
        _wantsBudget = false;
        if (_orders.Suspend)
        {
            return false;
        }

        if (_orders.NoBudget == true)
        {
            _progress = AttemptPolicy.Block(_progress, "the budget of the track is used up, and a person did not raise it");
            return false;
        }

        if (_orders.SlotGrant < _gateNumber)
        {
            await TellTrackAsync();
            await WaitForSlotAsync();
        }

        return true;
    }

    private Task WaitForSlotAsync() => WaitAsync(Workflow.WaitConditionAsync(() => _orders.SlotGrant >= _gateNumber || _orders.Suspend));

    private static T? Least<T>(T? a, T? b)
        where T : struct, IComparable<T> => a is null || b?.CompareTo(a.Value) < 0 ? b : a;

    /// <summary>Waiting is no work.</summary>
    private async Task WaitAsync(Task wait)
    {
        var from = Now;
        await wait;
        _waited += Now - from;
    }

    /// <summary>Does something and counts its time, but not what it waited.</summary>
    private async Task<T> CountAsync<T>(Func<Task<T>> work)
    {
        var (from, waited) = (Now, _waited);
        try
        {
            return await work();
        }
        finally
        {
            var took = Now - from - (_waited - waited);
            _progress = _progress with { Busy = (_progress.Busy ?? TimeSpan.Zero) + (took < LongestStep ? took : LongestStep) };
        }
    }
}
