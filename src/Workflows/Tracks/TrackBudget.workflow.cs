using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>The budget of a track, kept over its runs.</summary>
public sealed record BudgetState
{
    /// <summary>The current caps; null: there are none.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Budget gates that are closed.</summary>
    public int ClosedGates { get; init; }

    /// <summary>The open gate; null: none. It stays open over the runs, until no ticket waits for it.</summary>
    public Gate? Gate { get; init; }

    /// <summary>True: a person refused to raise the budget. Tickets that ask for more give up, until it is raised after all.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>Shares the budget of a track out among its tickets, and opens a gate where it is used up.</summary>
/// <param name="first">The budget of the file, which an approval adds once more. Null: the current one.</param>
/// <param name="state">The state at which the run before stopped, or that of a new track.</param>
/// <param name="tickets">The tickets that spend it.</param>
internal sealed class TrackBudget(Budget? first, BudgetState state, TrackTickets tickets)
{
    /// <summary>Patch: in builds before, a lease that was made for another number of workers stayed as it was.</summary>
    private const string LendsAnew = "lends-anew";

    private bool _isToLendAnew;

    public BudgetState State { get; private set; } = state;

    private Spending Used => tickets.All.Aggregate(new Spending(), (sum, ticket) => sum + ticket.State.SpentInTotal());

    private int Calls => tickets.All.Sum(t => t.State.Usage().Sum(u => u.Usage.Calls));

    /// <summary>
    /// What a ticket that starts may spend; null: there is no budget. Where nothing is left it asks before its first call.
    /// </summary>
    public Allowance? FirstAllowance(int ticket)
    {
        if (State.Budget is not { } budget)
        {
            return null;
        }

        if (Grant(ticket) is not { } allowance)
        {
            return new()
            {
                Usd = budget.Usd is null ? null : 0,
                Tokens = budget.Tokens is null ? null : 0,
                Minutes = budget.Minutes is null ? null : 0,
            };
        }

        tickets.All[ticket].Change(t => t with { WantsBudget = false });
        return allowance;
    }

    /// <summary>A ticket asks for more. True: there was some left, and it goes on in its slot.</summary>
    public bool TryLend(int ticket) =>
        State.Budget is not null && TryLend(ticket, o => o with { SlotGrant = tickets.All[ticket].WaitNumber });

    /// <summary>
    /// Gives budget to the tickets that wait for it, as far as it goes. The gate is open as long as a ticket waits and no other ticket
    /// can still give anything back.
    /// </summary>
    public void ServeWaiting()
    {
        if (tickets.Scheduler.Suspending)
        {
            return;
        }

        LendAnewIfAsked();
        foreach (var ticket in State.Budget is null ? [] : tickets.Scheduler.Active.Where(WantsBudget).ToArray())
        {
            if (State.IsRefused)
            {
                tickets.SendOrders(ticket, o => o with { NoBudget = true });
                tickets.All[ticket].Change(t => t with { WantsBudget = false });
            }
            else
            {
                _ = TryLend(ticket, o => o);
            }
        }

        var waiting = Enumerable.Range(0, tickets.All.Count).Where(IsLeftWaiting).ToArray();
        if (waiting.Length == 0)
        {
            CloseGate();
        }
        else if (State.Gate is null && tickets.Scheduler.Active.All(t => WantsBudget(t) || tickets.Scheduler.Nodes[t].Gated))
        {
            OpenGate(waiting);
        }
    }

    /// <summary>Carries out a person's decision on the gate.</summary>
    public void Decide(Decision decision)
    {
        tickets.Sends.Add(TrackActivities.RecordDecisionAsync(tickets.Run, State.Gate!, decision));
        CloseGate();
        if (decision.Approve)
        {
            Set(BudgetGates.RaiseCaps(State.Budget!, first ?? State.Budget!, decision.Edited?.Deserialize<Budget>(SlopJson.Options)));
        }
        else
        {
            State = State with { IsRefused = true };
        }
    }

    /// <summary>Sets caps as a person wants them; those that are not named stay.</summary>
    public void SetCaps(Budget caps) => Set(BudgetGates.RaiseCaps(State.Budget ?? new(), new(), caps));

    /// <summary>Another number of tickets may work at once: those that do get their parts anew, however small the old ones were.</summary>
    public void LendAnew() => _isToLendAnew = true;

    private void LendAnewIfAsked()
    {
        int[] atWork = _isToLendAnew && State.Budget is not null
            ? [.. tickets.Scheduler.Active.Where(t => !WantsBudget(t) && !tickets.Scheduler.Nodes[t].Gated)]
            : [];
        _isToLendAnew = false;
        if (atWork.Length > 0 && Workflow.Patched(LendsAnew))
        {
            foreach (var ticket in atWork)
            {
                _ = TryLend(ticket, o => o);
            }
        }
    }

    private void Set(Budget budget) => State = State with { Budget = budget, IsRefused = false };

    private Allowance? Grant(int ticket)
    {
        var leased = tickets.Scheduler.Active.Where(other => other != ticket && !WantsBudget(other)).Select(other => tickets.All[other])
            .Aggregate(new Spending(), (sum, other) => sum + (other.Orders.Allowance?.Remaining(other.State.SpentInRun()) ?? new()));
        return Leases.Grant(
            State.Budget!, Used, leased, tickets.All[ticket].State.SpentInRun(), Expected(ticket), tickets.Scheduler.MaxWorkers);
    }

    private bool TryLend(int ticket, Func<TrackOrders, TrackOrders> more)
    {
        if (Grant(ticket) is not { } allowance)
        {
            return false;
        }

        tickets.All[ticket].Change(t => t with { WantsBudget = false });
        tickets.SendOrders(ticket, o => more(o) with { Allowance = allowance });
        return true;
    }

    /// <summary>What the ticket's next call is expected to take: its own estimate or the mean so far, whichever is greater.</summary>
    private Spending Expected(int ticket) => Spending.Max(Leases.Mean(Used, Calls), tickets.All[ticket].State.Progress?.Next ?? new());

    private bool WantsBudget(int ticket) => tickets.All[ticket].State.WantsBudget;

    /// <summary>
    /// Whether it still waits. A ticket that was suspended while it waited gets budget when it starts; until then it counts as waiting only
    /// where there is none for it.
    /// </summary>
    private bool IsLeftWaiting(int ticket) => WantsBudget(ticket)
        && (tickets.Scheduler.Nodes[ticket].Active
            || (tickets.Status(ticket) == TicketStatus.Todo && !State.IsRefused && State.Budget is not null && Grant(ticket) is null));

    private void OpenGate(int[] waiting)
    {
        var budget = State.Budget!;
        var action = BudgetGates.CreateAction("", budget, Used, waiting.Select(Expected).Aggregate(Spending.Max), first ?? budget);
        var shown = action with { Subject = Preview.Line(action.Subject, 400) };
        State = State with { Gate = Gate.Open(GateKind.Budget, State.ClosedGates + 1, shown, WorkflowTime.Now) };
    }

    private void CloseGate()
    {
        if (State.Gate is not null)
        {
            State = State with { Gate = null, ClosedGates = State.ClosedGates + 1 };
        }
    }
}
