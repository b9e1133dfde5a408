using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Gathers problems up to the most that are shown.</summary>
internal sealed class ProblemList(JsonTree tree)
{
    private readonly List<Draft> _errors = [];
    private readonly List<Draft> _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>True: as many errors as are ever shown; looking for more is in vain.</summary>
    public bool IsFull => _errors.Count >= TrackDefaults.MostProblems;

    public void Error(Draft draft)
    {
        if (!IsFull)
        {
            _errors.Add(draft);
        }
    }

    public void Warning(Draft draft)
    {
        if (_warnings.Count < TrackDefaults.MostProblems)
        {
            _warnings.Add(draft);
        }
    }

    public IReadOnlyList<Problem> Errors() => InFileOrder(_errors);

    public IReadOnlyList<Problem> Warnings() => InFileOrder(_warnings);

    private Problem[] InFileOrder(IEnumerable<Draft> drafts) =>
        [.. drafts.OrderBy(draft => draft.At.Start).Select(draft => draft.ToProblem(tree.Text, tree))];
}
