using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The budget of a track: parts of it for its tickets, and a gate where it is used up.</summary>
public sealed partial class TrackWorkflow
{
    private Gate? _budgetGate;
    private int _budgetGates;

    /// <summary>A person did not raise it: whoever asks gives up, until it is raised after all.</summary>
    private bool _noBudget;

    private Spending Used => _lines.Aggregate(new Spending(), (sum, line) => sum + line.SpentInAll);

    private int Calls => _lines.Sum(l => l.Usage.Sum(u => u.Usage.Calls));

    /// <summary>What a ticket may spend from here; null: there is no budget. Where nothing is left it asks before its first call.</summary>
    private Allowance? FirstAllowance(int ticket) => _budget is null
        ? null
        : Grant(ticket) ?? new() { Usd = _budget.Usd is null ? null : 0, Tokens = _budget.Tokens is null ? null : 0, Minutes = _budget.Minutes is null ? null : 0 };

    private Allowance? Grant(int ticket)
    {
        var leased = _scheduler.Active.Where(other => other != ticket && !_lines[other].WantsBudget)
            .Aggregate(new Spending(), (sum, other) => sum + (_lines[other].Orders.Allowance?.Left(_lines[other].Spent) ?? new()));
        return Leases.Grant(_budget!, Used, leased, _lines[ticket].Spent, Expected(ticket), _scheduler.MaxWorkers);
    }

    /// <summary>What the ticket's next call is expected to take: what it says itself, and what a call took so far.</summary>
    private Spending Expected(int ticket) => Spending.Max(Leases.Mean(Used, Calls), _lines[ticket].Progress?.Next ?? new());

    /// <summary>A ticket asks for more: it goes on in its slot where there is some left.</summary>
    private bool MayGoOn(int ticket) => _budget is not null && Lend(ticket, o => o with { SlotGrant = _lines[ticket].GateNumber });

    private bool Lend(int ticket, Func<TrackOrders, TrackOrders> more)
    {
        if (Grant(ticket) is not { } allowance)
        {
            return false;
        }

        _lines[ticket].WantsBudget = false;
        Order(ticket, o => more(o) with { Allowance = allowance });
        return true;
    }

    /// <summary>Serves whoever waits for budget, as far as it goes; the gate is open as long as somebody waits and nobody else can give anything back.</summary>
    private void ShareBudget()
    {
        if (_scheduler.Suspending)
        {
            // The next run opens the gate again, under the same id.
            return;
        }

        var waiting = _scheduler.Active.Where(t => _lines[t].WantsBudget).ToArray();
        foreach (var ticket in _budget is null ? [] : waiting)
        {
            if (_noBudget)
            {
                Order(ticket, o => o with { NoBudget = true });
                _lines[ticket].WantsBudget = false;
            }
            else
            {
                _ = Lend(ticket, o => o);
            }
        }

        var left = _scheduler.Active.Where(t => _lines[t].WantsBudget).ToArray();
        if (left.Length == 0)
        {
            CloseBudgetGate();
        }
        else if (_budgetGate is null && _scheduler.Active.All(t => _lines[t].WantsBudget || _scheduler.Nodes[t].Gated))
        {
            OpenBudgetGate(left);
        }
    }

    private void OpenBudgetGate(int[] waiting)
    {
        var action = BudgetGates.Action("", _budget!, Used, waiting.Select(Expected).Aggregate(Spending.Max), FirstBudget);
        _budgetGate = new()
        {
            Id = $"{Words.Of(GateKind.Budget)}-{_budgetGates + 1}",
            Ticket = action.Ticket,
            Kind = GateKind.Budget,
            Hash = action.Hash,
            Subject = Preview.Line(action.Subject, 400),
            Opened = Now,
        };
    }

    private void CloseBudgetGate()
    {
        if (_budgetGate is not null)
        {
            (_budgetGate, _budgetGates) = (null, _budgetGates + 1);
        }
    }

    /// <summary>What a plain approval adds: the budget of the file once more, or the one that a person set since.</summary>
    private Budget FirstBudget => _input.Budget ?? _budget!;

    private void DecideBudget(Decision decision)
    {
        var (scope, record) = (AttemptScope.Of(_run), new DecidedGate(_budgetGate!, decision, Now));
        _sends.Add(Workflow.ExecuteActivityAsync((IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {record.Gate.Id}")));
        CloseBudgetGate();
        if (decision.Approve)
        {
            SetBudget(BudgetGates.Raised(_budget!, FirstBudget, decision.Edited?.Deserialize<Budget>(SlopJson.Options)));
        }
        else
        {
            _noBudget = true;
        }
    }

    private void SetBudget(Budget budget) => (_budget, _noBudget) = (budget, false);
}
