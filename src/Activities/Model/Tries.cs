using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Model;

/// <summary>The failed calls of a turn: each in a file of its own, so that no crash forgets one or counts it twice.</summary>
internal static class Tries
{
    public static IReadOnlyList<ModelTry> Read(Journal journal, AttemptScope scope, int turn)
    {
        var tries = new List<ModelTry>();
        while (journal.Read<ModelTry>(scope, JournalNames.Try(turn, tries.Count + 1)) is { } next)
        {
            tries.Add(next);
        }

        return tries;
    }

    /// <summary>The same failures of a model as one, what they cost added up: a result stays small however long a provider was away.</summary>
    public static IReadOnlyList<ModelTry> Fold(IReadOnlyList<ModelTry> tries) =>
        [.. tries.GroupBy(t => (t.Model, t.Kind)).Select(g => g.Last() with { Usage = g.Aggregate(Usage.None, (sum, t) => sum + t.Usage) })];
}
