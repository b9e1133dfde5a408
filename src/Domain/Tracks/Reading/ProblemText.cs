using System.Globalization;
using System.Text;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>A problem as text for a terminal, in the form that compilers have made familiar.</summary>
public static class ProblemText
{
    /// <summary>Renders an error; ends without a line break.</summary>
    public static string Render(Problem problem, string fileName) => Render(problem, fileName, "error");

    /// <summary>Renders a warning; ends without a line break.</summary>
    public static string RenderWarning(Problem problem, string fileName) => Render(problem, fileName, "warning");

    private static string Render(Problem problem, string fileName, string severity)
    {
        var file = Printable.Escape(fileName);
        var margin = problem.Related.Select(place => place.Line).Append(problem.Line).Max().ToString(CultureInfo.InvariantCulture).Length;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{severity}[{problem.Code}]: {problem.Message}\n");
        text.Append(CultureInfo.InvariantCulture, $" --> {file}:{problem.Line}:{problem.Column}\n");
        AppendSource(text, margin, problem.Line, problem.Source, problem.Label);
        foreach (var place in problem.Related)
        {
            text.Append(CultureInfo.InvariantCulture, $" ::: {file}:{place.Line}:{place.Column}\n");
            AppendSource(text, margin, place.Line, place.Source, place.Label);
        }

        if (problem.Help is { } help)
        {
            text.Append(CultureInfo.InvariantCulture, $" help: {help}\n");
        }

        return text.ToString(0, text.Length - 1);
    }

    private static void AppendSource(StringBuilder text, int margin, int line, Excerpt? source, string? label)
    {
        if (source is not null)
        {
            var number = line.ToString(CultureInfo.InvariantCulture).PadLeft(margin);
            var caret = new string(' ', source.CaretStart) + new string('^', source.CaretLength);
            text.Append(CultureInfo.InvariantCulture, $"  {number} | {source.Text}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {new string(' ', margin)} | {caret}{(label is null ? "" : " " + label)}\n");
        }
    }
}
