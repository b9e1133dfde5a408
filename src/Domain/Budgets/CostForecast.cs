using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>What a ticket may cost, from nothing going wrong to everything going wrong.</summary>
public sealed record TicketForecast(string Id, decimal Low, decimal High, long CallsLow, long CallsHigh);

/// <summary>
/// An estimate of what a track may cost, made before anything is known of its work. It leans on <see cref="Guess"/> and on nothing that was measured in
/// the repository at hand: it tells cents from tens of dollars, and no more.
/// </summary>
/// <param name="Low">US dollars if each ticket is done at once.</param>
/// <param name="High">US dollars if each ticket needs all that it may have.</param>
/// <param name="Budget">The cap of the track, which both ends keep to; null: none.</param>
/// <param name="Tickets">Those that are not done yet, in file order.</param>
public sealed record CostForecast(decimal Low, decimal High, long CallsLow, long CallsHigh, decimal? Budget, IReadOnlyList<TicketForecast> Tickets)
{
    /// <summary>What is assumed of every ticket.</summary>
    public static class Guess
    {
        /// <summary>Read, read, edit, check, perhaps edit again, and the closing word: a small ticket that goes well.</summary>
        public const int FewCalls = 6;

        /// <summary>A ticket that has to search and to mend; well below <see cref="Attempts.AttemptPolicy.MostTurns"/>, where few go.</summary>
        public const int ManyCalls = 25;

        /// <summary>Of a ticket without a repository: it has no tools and answers in one message.</summary>
        public const int TextCalls = 1;

        /// <summary>The rules of the work and the declarations of the tools, which precede every prompt.</summary>
        public const long Rules = 2_000;

        /// <summary>A context file that is not there to be measured.</summary>
        public const long UnseenFile = 1_500;

        /// <summary>By how much a turn lengthens the next prompt: what the model said, and results of tools that are cut at some thousand characters.</summary>
        public const long Growth = 1_500;

        /// <summary>What a call answers, thoughts among it: most calls only name a tool.</summary>
        public const long Output = 600;

        /// <summary>Bytes of source or English for a token: the usual rule of thumb.</summary>
        public const int BytesPerToken = 4;

        /// <summary>Part of what was sent before that providers find in their cache where all goes well. They promise nothing: the other end has none.</summary>
        public const int CachedOneIn = 2;
    }

    /// <summary>The forecast of a track.</summary>
    /// <param name="track">Its tickets that are not done.</param>
    /// <param name="ladder">Weakest first.</param>
    /// <param name="prices">What models cost.</param>
    /// <param name="day">The day (UTC) whose prices hold.</param>
    /// <param name="bytes">Size of a file of the repository; null: it cannot be told.</param>
    public static CostForecast Of(Track track, IReadOnlyList<ModelName> ladder, ModelCatalogue prices, DateOnly day, Func<string, long?> bytes)
    {
        ModelPrice[] rungs = [.. ladder.Select(m => prices.PriceOf(m, day))];
        var isText = track.Repository is null;
        var tickets = track.Tickets.Where(t => t.Status != TicketStatus.Completed).Select(t => Of(t, Prompt(track, t, isText ? _ => 0 : bytes), isText, rungs)).ToList();
        return new(
            Capped(tickets.Sum(t => t.Low), track.Budget),
            Capped(tickets.Sum(t => t.High), track.Budget),
            tickets.Sum(t => t.CallsLow),
            tickets.Sum(t => t.CallsHigh),
            track.Budget.Usd,
            tickets);
    }

    private static TicketForecast Of(Ticket ticket, long prompt, bool isText, ModelPrice[] rungs)
    {
        var (few, many) = isText ? (Guess.TextCalls, Guess.TextCalls) : (Guess.FewCalls, Guess.ManyCalls);
        var low = Attempt(prompt, few, rungs[0], Guess.CachedOneIn);
        // Each attempt starts a rung higher; at the top of the ladder all that are left are alike.
        var high = rungs.Take(ticket.MaxAttempts).Select((price, rung) => Attempt(prompt, many, price, null) * (rung < rungs.Length - 1 ? 1 : ticket.MaxAttempts - rung)).Sum();
        return new(ticket.Id, Capped(low, ticket.Budget), Capped(high, ticket.Budget), few, (long)many * ticket.MaxAttempts);
    }

    private static decimal Attempt(long prompt, int calls, ModelPrice price, int? cachedOneIn)
    {
        var (usd, before) = (0m, 0L);
        for (var call = 0; call < calls; call++)
        {
            var input = prompt + (call * Guess.Growth);
            usd += price.Of(new() { Input = input, Cached = cachedOneIn is { } part ? before / part : 0, Output = Guess.Output });
            before = input;
        }

        return usd;
    }

    private static long Prompt(Track track, Ticket ticket, Func<string, long?> bytes)
    {
        IEnumerable<string> named = ticket.TargetFile is { } target ? ticket.ContextRequirements.Append(target) : ticket.ContextRequirements;
        var files = named.Distinct(StringComparer.Ordinal).Sum(path => bytes(path) is { } size ? Math.Min(size, PromptLimits.File) / Guess.BytesPerToken : Guess.UnseenFile);
        return Guess.Rules + (((track.Goal?.Length ?? 0) + ticket.Description.Length) / Guess.BytesPerToken) + Math.Min(files, PromptLimits.Files / Guess.BytesPerToken);
    }

    private static decimal Capped(decimal usd, Budget budget) => Math.Round(budget.Usd is { } most ? Math.Min(usd, most) : usd, 4);
}
