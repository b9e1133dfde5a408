using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>The budget of a track over its runs.</summary>
public sealed record BudgetState
{
    /// <summary>The caps of now; null: there are none.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Budget gates that are closed.</summary>
    public int ClosedGates { get; init; }

    /// <summary>The open gate. The next run keeps it open, until nobody waits for it.</summary>
    public Gate? Gate { get; init; }

    /// <summary>True: a person did not raise it. Whoever asks gives up, until it is raised after all.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>Shares the budget of a track out among its tickets, and opens a gate where it is used up.</summary>
/// <param name="first">The budget of the file: what a plain approval adds. Null: that of now.</param>
/// <param name="state">Where it goes on.</param>
/// <param name="tickets">Whose calls it pays.</param>
internal sealed class TrackBudget(Budget? first, BudgetState state, TrackTickets tickets)
{
    public BudgetState State { get; private set; } = state;

    private Spending Used => tickets.All.Aggregate(new Spending(), (sum, ticket) => sum + ticket.State.SpentInAll());

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

    /// <summary>A ticket asks for more: it goes on in its slot where there is some left.</summary>
    public bool TryLend(int ticket) =>
        State.Budget is not null && TryLend(ticket, o => o with { SlotGrant = tickets.All[ticket].WaitNumber });

    /// <summary>
    /// Serves whoever waits for budget, as far as it goes. The gate is open as long as somebody waits and nobody else can give
    /// anything back.
    /// </summary>
    public void Share()
    {
        if (tickets.Scheduler.Suspending)
        {
            return;
        }

        foreach (var ticket in State.Budget is null ? [] : tickets.Scheduler.Active.Where(Wants).ToArray())
        {
            if (State.IsRefused)
            {
                tickets.Order(ticket, o => o with { NoBudget = true });
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
        else if (State.Gate is null && tickets.Scheduler.Active.All(t => Wants(t) || tickets.Scheduler.Nodes[t].Gated))
        {
            OpenGate(waiting);
        }
    }

    /// <summary>A person decided on the gate.</summary>
    public void Decide(Decision decision)
    {
        var (scope, record) = (AttemptScope.Of(tickets.Run), new DecidedGate(State.Gate!, decision, WorkflowTime.Now));
        tickets.Sends.Add(Workflow.ExecuteActivityAsync(
            (IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {record.Gate.Id}")));
        CloseGate();
        if (decision.Approve)
        {
            Set(BudgetGates.Raised(State.Budget!, first ?? State.Budget!, decision.Edited?.Deserialize<Budget>(SlopJson.Options)));
        }
        else
        {
            State = State with { IsRefused = true };
        }
    }

    /// <summary>A person set caps; those that are not named stay.</summary>
    public void Raise(Budget caps) => Set(BudgetGates.Raised(State.Budget ?? new(), new(), caps));

    private void Set(Budget budget) => State = State with { Budget = budget, IsRefused = false };

    private Allowance? Grant(int ticket)
    {
        var leased = tickets.Scheduler.Active.Where(other => other != ticket && !Wants(other)).Select(other => tickets.All[other])
            .Aggregate(new Spending(), (sum, other) => sum + (other.Orders.Allowance?.Left(other.State.Spent()) ?? new()));
        return Leases.Grant(
            State.Budget!, Used, leased, tickets.All[ticket].State.Spent(), Expected(ticket), tickets.Scheduler.MaxWorkers);
    }

    private bool TryLend(int ticket, Func<TrackOrders, TrackOrders> more)
    {
        if (Grant(ticket) is not { } allowance)
        {
            return false;
        }

        tickets.All[ticket].Change(t => t with { WantsBudget = false });
        tickets.Order(ticket, o => more(o) with { Allowance = allowance });
        return true;
    }

    /// <summary>What the ticket's next call is expected to take: what it says itself, and what a call took so far.</summary>
    private Spending Expected(int ticket) => Spending.Max(Leases.Mean(Used, Calls), tickets.All[ticket].State.Progress?.Next ?? new());

    private bool Wants(int ticket) => tickets.All[ticket].State.WantsBudget;

    /// <summary>
    /// One that was suspended while it waited is served when it starts; until then it waits only where there is nothing for it.
    /// </summary>
    private bool IsLeftWaiting(int ticket) => Wants(ticket)
        && (tickets.Scheduler.Nodes[ticket].Active
            || (tickets.Status(ticket) == TicketStatus.Todo && !State.IsRefused && State.Budget is not null && Grant(ticket) is null));

    private void OpenGate(int[] waiting)
    {
        var budget = State.Budget!;
        var action = BudgetGates.Action("", budget, Used, waiting.Select(Expected).Aggregate(Spending.Max), first ?? budget);
        State = State with
        {
            Gate = new()
            {
                Id = $"{Words.Of(GateKind.Budget)}-{State.ClosedGates + 1}",
                Ticket = action.Ticket,
                Kind = GateKind.Budget,
                Hash = action.Hash,
                Subject = Preview.Line(action.Subject, 400),
                Detail = action.Detail,
                Opened = WorkflowTime.Now,
            },
        };
    }

    private void CloseGate()
    {
        if (State.Gate is not null)
        {
            State = State with { Gate = null, ClosedGates = State.ClosedGates + 1 };
        }
    }
}
