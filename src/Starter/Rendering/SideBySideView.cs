using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A unified diff in two columns, before and after, each line with its number; in one where two do not fit.</summary>
internal sealed partial class SideBySideView(IReadOnlyList<DiffLine> lines, DiffText text = DiffText.Readable) : IRenderable
{
    /// <summary>Characters of a terminal in which two columns can be read.</summary>
    private const int MinWidth = 80;

    private const string Divider = " │ ";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (maxWidth < MinWidth)
        {
            return ((IRenderable)new DiffView(lines, text)).Render(options, maxWidth);
        }

        var column = new DiffColumn((maxWidth - Divider.Length) / 2, NumberWidth());
        return Rows().SelectMany(row => row.Header is { } header
            ? ((IRenderable)new DiffView([header], text)).Render(options, maxWidth)
            : Side(column.Lines(row.Before), column.Lines(row.After), column));
    }

    private static IEnumerable<Segment> Side(
        IReadOnlyList<IReadOnlyList<Segment>> before, IReadOnlyList<IReadOnlyList<Segment>> after, DiffColumn column)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var (left, right) = (before.ElementAtOrDefault(i) ?? [], after.ElementAtOrDefault(i) ?? []);
            var room = new string(' ', column.Width - left.Sum(part => part.CellCount()));
            foreach (var part in left.Append(new(room + (right.Count == 0 ? Divider.TrimEnd() : Divider))).Concat(right))
            {
                yield return part;
            }

            yield return Segment.LineBreak;
        }
    }

    // Deleted lines stand beside those that were added in their place.
    private List<Row> Rows()
    {
        var (rows, before, after) = (new List<Row>(), new List<NumberedLine>(), new List<NumberedLine>());
        var (old, now, last) = (0, 0, DiffLineKind.Context);
        foreach (var line in lines)
        {
            var isNote = line.Kind == DiffLineKind.Context && line.Parts[0].Text is ['\\', ..];
            if (line.Kind is DiffLineKind.Header || (line.Kind == DiffLineKind.Context && !isNote))
            {
                Flush();
            }

            switch (isNote ? last : line.Kind)
            {
                case DiffLineKind.Header:
                    rows.Add(new(line));
                    (old, now) = Numbers(line) ?? (old, now);
                    break;
                case DiffLineKind.Deleted:
                    before.Add(new(isNote ? null : old++, Safe(line), line.Kind));
                    break;
                case DiffLineKind.Added:
                    after.Add(new(isNote ? null : now++, Safe(line), line.Kind));
                    break;
                default:
                    before.Add(new(isNote ? null : old++, Safe(line), line.Kind));
                    after.Add(new(isNote ? null : now++, Safe(line), line.Kind));
                    break;
            }

            last = isNote ? last : line.Kind;
        }

        Flush();
        return rows;

        void Flush()
        {
            for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
            {
                rows.Add(new(null, i < before.Count ? before[i] : null, i < after.Count ? after[i] : null));
            }

            before.Clear();
            after.Clear();
        }
    }

    private IReadOnlyList<DiffPart> Safe(DiffLine line) => [.. line.Safe(text)];

    private int NumberWidth() => lines.Where(line => line.Kind == DiffLineKind.Header).Select(Numbers)
        .Max(numbers => numbers is var (old, now) ? $"{Math.Max(old, now) + lines.Count}".Length : 1);

    // First lines of a hunk.
    private static (int Old, int New)? Numbers(DiffLine header) => Hunk().Match(header.Parts[0].Text) is { Success: true } match
        ? (Number(match, 1), Number(match, 2))
        : null;

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^@@ -([0-9]{1,8})(?:,[0-9]+)? \\+([0-9]{1,8})")]
    private static partial Regex Hunk();

    private sealed record Row(DiffLine? Header, NumberedLine? Before = null, NumberedLine? After = null);
}

/// <summary>A line of one column.</summary>
/// <param name="Number">Null: it is no line of the file.</param>
internal sealed record NumberedLine(int? Number, IReadOnlyList<DiffPart> Parts, DiffLineKind Kind);

/// <summary>One of the two columns: lines that are longer go on below themselves.</summary>
internal sealed class DiffColumn(int width, int numberWidth)
{
    /// <summary>Lines of the terminal for one line of a file: more of it is data.</summary>
    private const int MostLines = 20;

    private static readonly Style Faint = new(decoration: Decoration.Dim);

    public int Width => width;

    public IReadOnlyList<IReadOnlyList<Segment>> Lines(NumberedLine? line)
    {
        if (line is null)
        {
            return [];
        }

        var (wrapped, current, room) = (new List<IReadOnlyList<Segment>>(), new List<Segment>(), 0);
        Begin($"{line.Number}");
        foreach (var part in line.Parts)
        {
            var style = DiffView.StyleOf(line.Kind, part.IsChanged);
            for (var rest = part.Text; rest.Length > 0;)
            {
                var (fits, cells) = Fitting(rest, room);
                if (fits == 0)
                {
                    wrapped.Add(current);
                    if (wrapped.Count == MostLines)
                    {
                        wrapped.Add([new(new string(' ', numberWidth + 1) + "…", Faint)]);
                        return wrapped;
                    }

                    Begin("");
                    continue;
                }

                current.Add(new(rest[..fits], style));
                (rest, room) = (rest[fits..], room - cells);
            }
        }

        return [.. wrapped, current];

        void Begin(string number)
        {
            // What goes on is put in, so that its first character is not taken for a sign.
            var start = number.PadLeft(numberWidth) + (wrapped.Count == 0 ? " " : "  ");
            (current, room) = ([new(start, Faint)], width - start.Length);
        }
    }

    // Whole characters, with the marks that belong to them.
    private static (int Length, int Cells) Fitting(string text, int room)
    {
        var (length, cells) = (0, 0);
        while (length < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text, length);
            var size = new Segment(text.Substring(length, next)).CellCount();
            if (cells + size > room)
            {
                break;
            }

            (length, cells) = (length + next, cells + size);
        }

        return (length, cells);
    }
}
