using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Collects problems, up to the maximum that is shown.</summary>
internal sealed class ProblemList(JsonTree tree, IEnumerable<ProblemDraft> mistakes)
{
    private readonly List<ProblemDraft> _errors = [.. mistakes];
    private readonly List<ProblemDraft> _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>True: it holds as many errors as are shown; there is no use in looking for more.</summary>
    public bool IsFull => _errors.Count >= TrackDefaults.MaxProblems;

    public void Error(ProblemDraft draft)
    {
        if (!IsFull)
        {
            _errors.Add(draft);
        }
    }

    public void Warning(ProblemDraft draft)
    {
        if (_warnings.Count < TrackDefaults.MaxProblems)
        {
            _warnings.Add(draft);
        }
    }

    public IReadOnlyList<Problem> Errors() => InFileOrder(_errors);

    public IReadOnlyList<Problem> Warnings() => InFileOrder(_warnings);

    private Problem[] InFileOrder(IEnumerable<ProblemDraft> drafts) =>
        [.. drafts.OrderBy(draft => draft.At.Start).Select(draft => draft.ToProblem(tree.Text, tree))];
}
