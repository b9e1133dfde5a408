using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>What a ticket may cost in US dollars and calls: the low end if all goes well, the high end if nothing does.</summary>
public sealed record TicketForecast(string Id, decimal Low, decimal High, long CallsLow, long CallsHigh);

/// <summary>
/// An estimate of what a track may cost, made before anything is known of its work. It rests on <see cref="Assumptions"/>, not on
/// anything that was measured in the repository at hand: it tells cents from tens of dollars, and no more.
/// </summary>
/// <param name="Low">US dollars if each ticket is done at once.</param>
/// <param name="High">US dollars if each ticket needs all that it may have.</param>
/// <param name="CallsLow">Calls to models if each ticket is done at once.</param>
/// <param name="CallsHigh">Calls to models if each ticket needs all that it may have.</param>
/// <param name="Budget">US dollars that the track may spend, which neither end exceeds; null: no cap.</param>
/// <param name="Tickets">Those that are not done yet, in file order.</param>
public sealed record CostForecast(
    decimal Low, decimal High, long CallsLow, long CallsHigh, decimal? Budget, IReadOnlyList<TicketForecast> Tickets)
{
    /// <summary>What is assumed of every ticket.</summary>
    public static class Assumptions
    {
        /// <summary>Read, read, edit, check, perhaps edit again, and the closing word: a small ticket that goes well.</summary>
        public const int FewCalls = 6;

        /// <summary>
        /// A ticket that has to search and to repair; well below <see cref="Attempts.AttemptPolicy.MaxTurns"/>, which few reach.
        /// </summary>
        public const int ManyCalls = 25;

        /// <summary>Of a ticket without a repository: it has no tools and answers in one message.</summary>
        public const int TextCalls = 1;

        /// <summary>Tokens of the rules of the work and the declarations of the tools, which precede every prompt.</summary>
        public const long Rules = 2_000;

        /// <summary>Tokens of a context file whose size cannot be told.</summary>
        public const long UnseenFile = 1_500;

        /// <summary>
        /// Tokens by which a turn lengthens the next prompt: what the model said, and results of tools, which are cut at some thousand
        /// characters.
        /// </summary>
        public const long Growth = 1_500;

        /// <summary>Tokens that a call answers with, thoughts included: most replies only call a tool.</summary>
        public const long Output = 600;

        /// <summary>Bytes of source or English for a token: the usual rule of thumb.</summary>
        public const int BytesPerToken = 4;

        /// <summary>
        /// One in so many of the tokens sent before is found in the provider's cache, where all goes well. Providers promise nothing: the
        /// high end counts none.
        /// </summary>
        public const int CachedDivisor = 2;
    }

    /// <summary>The forecast of a track.</summary>
    /// <param name="track">Its tickets that are completed are left out.</param>
    /// <param name="ladder">Its models, the weakest first.</param>
    /// <param name="prices">The models with their prices.</param>
    /// <param name="day">The day (UTC) whose prices hold.</param>
    /// <param name="bytes">Size of a file of the repository; null: it cannot be told.</param>
    public static CostForecast For(
        Track track, IReadOnlyList<ModelName> ladder, ModelCatalogue prices, DateOnly day, Func<string, long?> bytes)
    {
        ModelPrice[] rungs = [.. ladder.Select(m => prices.PriceOf(m, day))];
        var isText = track.Repository is null;
        var tickets = track.Tickets
            .Where(t => t.Status != TicketStatus.Completed)
            .Select(t => ForTicket(t, PromptTokens(track, t, isText ? _ => 0 : bytes), isText, rungs))
            .ToList();
        return new(
            Capped(tickets.Sum(t => t.Low), track.Budget),
            Capped(tickets.Sum(t => t.High), track.Budget),
            tickets.Sum(t => t.CallsLow),
            tickets.Sum(t => t.CallsHigh),
            track.Budget.Usd,
            tickets);
    }

    private static TicketForecast ForTicket(Ticket ticket, long prompt, bool isText, ModelPrice[] rungs)
    {
        var (few, many) = isText ? (Assumptions.TextCalls, Assumptions.TextCalls) : (Assumptions.FewCalls, Assumptions.ManyCalls);
        var low = AttemptCost(prompt, few, rungs[0], Assumptions.CachedDivisor);
        // Each attempt starts a rung higher; at the top of the ladder all that are left cost the same.
        var high = rungs
            .Take(ticket.MaxAttempts)
            .Select((price, rung) => AttemptCost(prompt, many, price, null) * (rung < rungs.Length - 1 ? 1 : ticket.MaxAttempts - rung))
            .Sum();
        return new(ticket.Id, Capped(low, ticket.Budget), Capped(high, ticket.Budget), few, (long)many * ticket.MaxAttempts);
    }

    private static decimal AttemptCost(long prompt, int calls, ModelPrice price, int? cachedOneIn)
    {
        var (usd, before) = (0m, 0L);
        for (var call = 0; call < calls; call++)
        {
            var input = prompt + (call * Assumptions.Growth);
            usd += price.CostOf(new() { Input = input, Cached = cachedOneIn is { } part ? before / part : 0, Output = Assumptions.Output });
            before = input;
        }

        return usd;
    }

    private static long PromptTokens(Track track, Ticket ticket, Func<string, long?> bytes)
    {
        IEnumerable<string> named = ticket.TargetFile is { } target
            ? ticket.ContextRequirements.Append(target)
            : ticket.ContextRequirements;
        var files = named.Distinct(StringComparer.Ordinal).Sum(path => bytes(path) is { } size
            ? Math.Min(size, PromptLimits.File) / Assumptions.BytesPerToken
            : Assumptions.UnseenFile);
        return Assumptions.Rules
            + (((track.Goal?.Length ?? 0) + ticket.Description.Length) / Assumptions.BytesPerToken)
            + Math.Min(files, PromptLimits.Files / Assumptions.BytesPerToken)
            + Math.Min(ticket.DependsOn.Count * Assumptions.Output, PromptLimits.AnswersOf(track) / Assumptions.BytesPerToken);
    }

    private static decimal Capped(decimal usd, Budget budget) => Math.Round(budget.Usd is { } cap ? Math.Min(usd, cap) : usd, 4);
}
