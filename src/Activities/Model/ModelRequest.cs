using System.Globalization;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>The place of a reply: its attempt, the tier that gives it, and its number among those of that tier, from 1.</summary>
public sealed record ReplyPlace(AttemptScope Scope, int Tier, int Turn)
{
    /// <summary>The place of a turn.</summary>
    public static ReplyPlace Of(TurnInput input) => new(input.Scope, input.Tier ?? Domain.Models.Tier.Worker, input.Turn);

    /// <summary>The ticket in whose place a script answers; empty: the track itself asks.</summary>
    public string ScriptTicket => Scope.Ticket == AttemptScope.Plan ? "" : Scope.Ticket;

    /// <summary>Name of the reply in the journal.</summary>
    public string Name => JournalNames.Turn(Turn, Tier);

    /// <summary>For people, in front of what went wrong there.</summary>
    public string Words
    {
        get
        {
            if (Scope.Ticket == AttemptScope.Plan)
            {
                return string.Create(CultureInfo.InvariantCulture, $"the plan, tier {Tier}, turn {Turn}");
            }

            var tier = Tier == Domain.Models.Tier.Worker ? "" : $"tier {Tier.ToString(CultureInfo.InvariantCulture)}, ";
            return string.Create(CultureInfo.InvariantCulture, $"{Scope.Ticket}, attempt {Scope.Attempt}, {tier}turn {Turn}");
        }
    }
}

/// <summary>A reply that is asked for.</summary>
/// <param name="Messages">All that is said before it.</param>
/// <param name="Tools">What it may call; empty: only text is of use.</param>
public sealed record ModelRequest(ReplyPlace Place, IReadOnlyList<ChatMessage> Messages, IList<AITool> Tools)
{
    /// <summary>Lowest rung of the tier's ladder that may answer, from 0.</summary>
    public int Rung { get; init; }

    /// <summary>Failed calls that the workflow knows of; null: none.</summary>
    public int? Paid { get; init; }

    /// <summary>What may be spent: after a failed call another one is made only within it. Null: no limit.</summary>
    public Allowance? Left { get; init; }

    /// <summary>Why a text has not the form that was asked for, which is for the next model to do better; null: it has.</summary>
    public Func<string, string?>? FindFault { get; init; }
}
