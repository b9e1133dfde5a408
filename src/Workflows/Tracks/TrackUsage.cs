using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What the tickets used, and the plan that they come from.</summary>
internal static class TrackUsage
{
    extension(TrackTickets tickets)
    {
        /// <summary>What it took to plan them; null: they were given.</summary>
        public IReadOnlyList<ModelUsage>? PlanUsage => tickets.Plan?.Usage;

        /// <summary>All of it, by tier and model.</summary>
        public IEnumerable<ModelUsage> Usage => (tickets.PlanUsage ?? []).Concat(tickets.All.SelectMany(t => t.State.Usage()));

        /// <summary>What all of that comes to, with the time that it took.</summary>
        public Spending Spent => tickets.All.Aggregate(
            Spending.From(tickets.PlanUsage ?? [], tickets.Plan?.Busy ?? TimeSpan.Zero),
            (sum, ticket) => sum + ticket.State.SpentInTotal());
    }
}
