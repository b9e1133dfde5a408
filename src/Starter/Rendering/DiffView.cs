using SlopTemporal.Domain.Changes;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A unified diff in the colours that people know: additions green, deletions red, headers cyan.</summary>
internal sealed class DiffView(IReadOnlyList<DiffLine> lines, DiffText text = DiffText.Readable) : IRenderable
{
    private static readonly Style Header = new(Color.Teal);
    private static readonly Style Added = new(Color.Green);
    private static readonly Style Deleted = new(Color.Maroon);

    /// <summary>What is shown, and where it is, on one line.</summary>
    public static string Heading(WorkDiff diff)
    {
        var what = SafeText.Line(diff.Ticket is null ? diff.Id : $"{diff.Id} {diff.Ticket}");
        var summary = diff.To is null ? "" : $"{WorkSummary.From(diff.Files, [])}, ";
        return $"{what}: {summary}{SafeText.Line(diff.Where)}";
    }

    public static IRenderable Render(WorkDiff diff, DiffForm form) => form switch
    {
        DiffForm.Names => new Rows(diff.Files.Select(file => new WholeLine(SafeText.Line(file.Path)))),
        DiffForm.Stat => new Rows(diff.Files.Select(file => new WholeLine(Stat(file, diff.Files.Max(f => f.Path.Length))))),
        DiffForm.SideBySide => new SideBySideView(DiffLine.ReadAll(diff.Diff)),
        _ => new DiffView(DiffLine.ReadAll(diff.Diff)),
    };

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => lines.SelectMany(Render);

    /// <summary>The colour of a part of such a line.</summary>
    public static Style StyleOf(DiffLineKind kind, bool isChanged)
    {
        var style = kind switch
        {
            DiffLineKind.Header => Header,
            DiffLineKind.Added => Added,
            DiffLineKind.Deleted => Deleted,
            _ => Style.Plain,
        };
        return isChanged ? style.Decoration(Decoration.Invert) : style;
    }

    private IEnumerable<Segment> Render(DiffLine line) => line.Safe(text)
        .Select(part => new Segment(part.Text, StyleOf(line.Kind, part.IsChanged)))
        .Append(Segment.LineBreak);

    private static string Stat(FileChange file, int width) => SafeText.Block($"{file.Path.PadRight(width)}  {file.Describe()}");
}
