using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>
/// Puts problems that do not follow from a track file alone, such as a base that is not there, where the file names the thing.
/// </summary>
public static class FieldPlace
{
    /// <summary>The problem at the value of a field of the track itself, or of the file where it has no such field.</summary>
    public static Problem PlacedAt(this Problem problem, string text, string field)
    {
        if (JsonTreeReader.Read(text).Tree is not { } tree)
        {
            return problem;
        }

        foreach (var name in tree.Root.Children)
        {
            if (name.Text.Equals(field, StringComparison.OrdinalIgnoreCase))
            {
                return new ProblemDraft(problem.Code, name.Value.CaretSpan, problem.Message) { Help = problem.Help }
                    .ToProblem(tree.Text, tree);
            }
        }

        return problem;
    }
}
