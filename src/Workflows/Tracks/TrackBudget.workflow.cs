using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
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
/// <param name="help">Says which part of it tiers may use; null: all of it.</param>
internal sealed class TrackBudget(Budget? first, BudgetState state, TrackTickets tickets, HelpRules? help)
{
    /// <summary>Patch: in builds before, a lease that was made for another number of workers stayed as it was.</summary>
    private const string LendsAnew = "lends-anew";

    /// <summary>
    /// Patch: in builds before, tickets at work kept what they were given when the budget was lowered, and an open gate its words.
    /// </summary>
    private const string CapsHoldAtOnce = "caps-hold-at-once";

    private bool _isToLendAnew;

    private bool _areCapsSet;

    private bool _areCapsLowered;

    public BudgetState State { get; private set; } = state;

    /// <summary>The parts that tiers may use.</summary>
    public TrackShares Shares => field ??= new(help, () => State.Budget, tickets);

    private Spending Used => tickets.Spent;

    private int Calls => tickets.Usage.Sum(u => u.Usage.Calls);

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
            return Allowance.Nothing(budget);
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

        var areCapsNew = LendAnewIfAsked();
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
        else if (areCapsNew && State.Gate is not null)
        {
            OpenGate(waiting);
        }
        else if (State.Gate is null && tickets.Scheduler.Active.All(t => WantsBudget(t) || tickets.Scheduler.Nodes[t].Gated))
        {
            OpenGate(waiting);
        }
    }

    /// <summary>Carries out a person's decision on the gate.</summary>
    public void Decide(Decision decision)
    {
        var (gate, budget) = (State.Gate!, State.Budget!);
        tickets.Sends.Add(TrackActivities.RecordDecisionAsync(tickets.Run, gate, decision));
        CloseGate();
        if (decision.Approve)
        {
            Set(RaisedCaps.After(budget, first ?? budget, gate.Detail, decision.Edited?.Deserialize<Budget>(SlopJson.Options)));
        }
        else
        {
            State = State with { IsRefused = true };
        }
    }

    /// <summary>Sets caps as a person wants them; those that are not named stay.</summary>
    public void SetCaps(Budget caps)
    {
        _areCapsSet = true;
        _areCapsLowered |= BudgetGates.IsLower(caps, State.Budget ?? new());
        Set(BudgetGates.Set(State.Budget ?? new(), caps));
    }

    /// <summary>The answer to a person who sets limits.</summary>
    public string Describe(Limits limits) => LimitEffects.Describe(tickets.Run.Track, limits, Used, tickets.Scheduler.Running);

    /// <summary>Another number of tickets may work at once: those that do get their parts anew, however small the old ones were.</summary>
    public void LendAnew() => _isToLendAnew = true;

    /// <summary>Gives tickets at work their parts anew where a person asked for that. True: the caps are new to an open gate too.</summary>
    private bool LendAnewIfAsked()
    {
        int[] atWork = (_isToLendAnew || _areCapsLowered) && State.Budget is not null
            ? [.. tickets.Scheduler.Active.Where(t => !WantsBudget(t) && !tickets.Scheduler.Nodes[t].Gated)]
            : [];
        var isLent = atWork.Length > 0 && _isToLendAnew && Workflow.Patched(LendsAnew);
        var isSet = ((atWork.Length > 0 && _areCapsLowered) || (State.Gate is not null && _areCapsSet)) && Workflow.Patched(CapsHoldAtOnce);
        var isTakenBack = isSet && _areCapsLowered;
        (_isToLendAnew, _areCapsSet, _areCapsLowered) = (false, false, false);
        foreach (var ticket in isLent || isTakenBack ? atWork : [])
        {
            if (!TryLend(ticket, o => o) && isTakenBack)
            {
                // Nothing is left: it asks before its next call.
                tickets.SendOrders(ticket, o => o with { Allowance = Allowance.Nothing(State.Budget!) });
            }
        }

        return isSet;
    }

    private void Set(Budget budget) => State = State with { Budget = budget, IsRefused = false };

    private Allowance? Grant(int ticket) => Leases.Grant(
        State.Budget!,
        Used,
        Leased(except: ticket),
        tickets.All[ticket].State.SpentInRun(),
        Expected(ticket),
        tickets.Scheduler.MaxWorkers);

    /// <summary>What tickets may still spend that do not ask for more.</summary>
    private Spending Leased(int? except = null) =>
        tickets.Scheduler.Active.Where(ticket => ticket != except && !WantsBudget(ticket)).Select(ticket => tickets.All[ticket])
            .Aggregate(new Spending(), (sum, other) => sum + (other.Orders.Allowance?.Remaining(other.State.SpentInRun()) ?? new()));

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
        var next = waiting.Select(Expected).Aggregate(Spending.Max);
        var action = BudgetGates.CreateAction("", budget, new(Used, next, Leased()), next, first ?? budget);
        var shown = action with { Subject = Preview.Line(action.Subject, GateTable.Get(GateKind.Budget).MaxSubject) };
        // One that is open keeps its id and time: only what it says of the caps is new.
        var opened = State.Gate?.Opened ?? WorkflowTime.Now;
        State = State with { Gate = Gate.Open(GateKind.Budget, State.ClosedGates + 1, shown, opened) };
    }

    private void CloseGate()
    {
        if (State.Gate is not null)
        {
            State = State with { Gate = null, ClosedGates = State.ClosedGates + 1 };
        }
    }
}
