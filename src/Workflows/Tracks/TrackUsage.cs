using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What a track used: its tickets, and the plan that they come from.</summary>
internal static class TrackUsage
{
    /// <summary>By tier and model.</summary>
    public static IEnumerable<ModelUsage> Usage(this TrackTickets tickets) =>
        (tickets.Plan?.Usage ?? []).Concat(tickets.All.SelectMany(t => t.State.Usage()));

    /// <summary>What all of that comes to, with the time that it took.</summary>
    public static Spending Spent(this TrackTickets tickets) => tickets.All.Aggregate(
        Spending.From(tickets.Plan?.Usage ?? [], tickets.Plan?.Busy ?? TimeSpan.Zero), (sum, ticket) => sum + ticket.State.SpentInTotal());
}
