namespace SlopTemporal.Domain.Models;

/// <summary>A call to a model that waits or runs.</summary>
/// <param name="Track">Id of the track that makes it.</param>
/// <param name="Model">The model it goes to.</param>
/// <param name="Tokens">Tokens that it sends, as far as known.</param>
public sealed record QueuedCall(string Track, ModelName Model, long Tokens);

/// <summary>
/// Which waiting call is made next: the limits of model and process hold, and no track waits because another one has many tickets.
/// </summary>
public static class CallOrder
{
    /// <summary>Index of the next call in the order of arrival, or null: none may be made now.</summary>
    /// <param name="waiting">In the order of arrival.</param>
    /// <param name="running">Calls that have begun and have no answer yet.</param>
    /// <param name="sent">Tokens that went to a model in the last minute.</param>
    /// <param name="cards">The card of a model, with its limits.</param>
    /// <param name="maxCalls">Calls that may run at once, of all tracks and models together.</param>
    /// <param name="mayBegin">False: the model's provider has asked to wait (see <see cref="ModelHold"/>); null: none has.</param>
    public static int? Next(
        IReadOnlyList<QueuedCall> waiting,
        IReadOnlyCollection<QueuedCall> running,
        Func<ModelName, long> sent,
        Func<ModelName, ModelCard> cards,
        int maxCalls,
        Func<ModelName, bool>? mayBegin = null)
    {
        if (running.Count >= maxCalls)
        {
            return null;
        }

        var load = running.CountBy(c => c.Track).ToDictionary(StringComparer.Ordinal);
        var held = new HashSet<ModelName>();
        return waiting.Index()
            .Where(w => Fits(w.Item, running, sent, cards, held) && (w.Item.Model.IsScripted || mayBegin?.Invoke(w.Item.Model) != false))
            .OrderBy(w => load.GetValueOrDefault(w.Item.Track))
            .Select(w => (int?)w.Index)
            .FirstOrDefault();
    }

    /// <summary>Whether a call fits the limits of its model. Calls have to be asked about in the order of arrival.</summary>
    /// <param name="held">Models that a large call waits for: smaller calls that came later would keep it waiting for ever.</param>
    private static bool Fits(
        QueuedCall call,
        IReadOnlyCollection<QueuedCall> running,
        Func<ModelName, long> sent,
        Func<ModelName, ModelCard> cards,
        HashSet<ModelName> held)
    {
        if (call.Model.IsScripted)
        {
            return true;
        }

        var (card, used) = (cards(call.Model), sent(call.Model));
        // A call that is larger than the limit of a whole minute is made when nothing else was sent.
        if (card.TokensPerMinute is { } limit && used > 0 && used + call.Tokens > limit)
        {
            held.Add(call.Model);
        }

        return !held.Contains(call.Model) && running.Count(c => c.Model == call.Model) < card.Concurrency;
    }
}
