using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Starter.Rendering;

/// <summary>The mistakes of a track file, as text and as JSON.</summary>
internal static class ProblemList
{
    public static string Text(string file, IReadOnlyList<Problem> errors, IReadOnlyList<Problem> warnings) => string.Concat(
        errors.Select(p => ProblemText.Render(p, file))
            .Concat(warnings.Select(p => ProblemText.RenderWarning(p, file)))
            .Select(t => $"{t}\n\n"));

    public static ProblemAnswer Answer(IReadOnlyList<Problem> errors, IReadOnlyList<Problem> warnings) =>
        new([.. errors.Select(Line)], [.. warnings.Select(Line)]);

    private static ProblemLine Line(Problem problem) =>
        new(problem.Code, problem.Message, problem.Line, problem.Column, problem.JsonPointer, problem.Help);
}

/// <summary>The shape of <c>slop validate --json</c>.</summary>
internal sealed record ProblemAnswer(IReadOnlyList<ProblemLine> Errors, IReadOnlyList<ProblemLine> Warnings);

internal sealed record ProblemLine(string Code, string Message, int Line, int Column, string Pointer, string? Help);
