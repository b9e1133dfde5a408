using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Model;

/// <summary>The failed calls for a reply: each in a file of its own, so that no crash forgets one or counts it twice.</summary>
internal sealed class TurnTries(Journal journal, ReplyPlace place)
{
    private const string Overtaken = "an earlier run of this turn that was given up answered first; the reply was not used";

    private const string Lost = "the worker ended in the middle of the call; its prompt counts as paid";

    /// <summary>What has failed so far, in order; a call that is still out is none of them.</summary>
    public IReadOnlyList<ModelTry> Failed() => InOrder(Written);

    /// <summary>In order. A call that went out and of which nothing came back is one of them: it may be billed.</summary>
    public IReadOnlyList<ModelTry> Read() => InOrder(number => Written(number) ?? OfLost(number));

    /// <summary>Notes a call just before it goes out.</summary>
    public void Send(int number, SentCall call) => journal.Write(place.Scope, SentName(number), call);

    public void Fail(int number, ModelTry failed)
    {
        journal.Write(place.Scope, Name(number), failed);
        CrashPoint.Hit(CrashPoints.TriesJournaled);
    }

    /// <summary>A reply that was paid for and came too late to be the turn's.</summary>
    public void Overtake(int number, ModelName model, Usage usage) =>
        journal.Write(place.Scope, Name(number), new ModelTry(model, FailureKind.Transient, Overtaken, usage));

    /// <summary>The same failures of a model as one, what they cost added up: a result stays small however long a provider was
    /// away.</summary>
    public static IReadOnlyList<ModelTry> Fold(IEnumerable<ModelTry> tries) =>
        [.. tries.GroupBy(t => (t.Model, t.Kind)).Select(
            g => g.Last() with { Usage = g.Aggregate(Usage.None, (sum, t) => sum + t.Usage) })];

    private static List<ModelTry> InOrder(Func<int, ModelTry?> find)
    {
        var tries = new List<ModelTry>();
        while (find(tries.Count + 1) is { } next)
        {
            tries.Add(next);
        }

        return tries;
    }

    private string Name(int number) => JournalNames.Try(place.Turn, number, place.Tier);

    private string SentName(int number) => JournalNames.Sent(place.Turn, number, place.Tier);

    private ModelTry? Written(int number) => journal.Read<ModelTry>(place.Scope, Name(number));

    private ModelTry? OfLost(int number) => journal.Read<SentCall>(place.Scope, SentName(number)) is { } sent
        ? journal.Write(
            place.Scope, Name(number), new ModelTry(sent.Model, FailureKind.Transient, Lost, sent.Usage))
        : null;
}
