using System.Buffers;
using System.Text;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>
/// A text as UTF-8, with its lines. Where it is not JSON, it can be read as if it were; what is shown is always the text itself.
/// </summary>
internal sealed class SourceText
{
    /// <summary>Bytes of a line that are shown on each side of a place, if the line is longer than twice that.</summary>
    private const int Around = 60;

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:[]{}\""u8);

    // Most files have no problem: their lines are never looked for.
    private readonly Lazy<int[]> _lineStarts;

    private readonly byte[] _utf8;

    // As long as the text: a place in one is the same place in the other.
    private byte[] _read;

    public SourceText(byte[] utf8)
    {
        (_utf8, _read) = (utf8, utf8);
        _lineStarts = new(() => LineStarts(utf8), LazyThreadSafetyMode.None);
    }

    public int Length => _utf8.Length;

    public byte this[int offset] => _read[offset];

    public ReadOnlySpan<byte> Bytes => _read;

    public ReadOnlySpan<byte> Slice(Span span) => _read.AsSpan(span.Start, span.End - span.Start);

    public void Read(IEnumerable<Overwrite> repair)
    {
        _read = ReferenceEquals(_read, _utf8) ? [.. _utf8] : _read;
        foreach (var (at, with) in repair)
        {
            _read.AsSpan(at.Start, at.End - at.Start).Fill(with);
        }
    }

    public string TextOf(Span span) => Encoding.UTF8.GetString(Slice(span));

    public int AfterBlanks(int offset)
    {
        var found = _read.AsSpan(offset).IndexOfAnyExcept(" \t\r\n"u8);
        return found < 0 ? _utf8.Length : offset + found;
    }

    /// <summary>Up to the next blank or mark of JSON, at least one character.</summary>
    public Span WordAt(int offset)
    {
        var rest = _read.AsSpan(Math.Min(offset + 1, _utf8.Length));
        var length = rest.IndexOfAny(WordEnds);
        return new(offset, offset + 1 + (length < 0 ? rest.Length : length));
    }

    public Position PositionOf(int offset)
    {
        var line = LineOf(offset);
        return new(line + 1, Characters(_utf8.AsSpan(_lineStarts.Value[line]..Math.Min(offset, _utf8.Length))) + 1);
    }

    public Excerpt ExcerptOf(Span span)
    {
        var (start, end) = LineAt(span.Start);
        var from = end - start <= 2 * Around ? start : Boundary(Math.Max(start, span.Start - Around));
        var to = end - start <= 2 * Around ? end : Boundary(Math.Min(end, span.Start + Around));
        var caret = Math.Clamp(span.Start, from, to);
        var caretEnd = Math.Clamp(BoundaryAfter(span.End), caret, to);
        var before = (from > start ? "…" : "") + Show(from, caret);
        var marked = Show(caret, caretEnd);
        var after = Show(caretEnd, to) + (to < end ? "…" : "");
        return new(before + marked + after, before.Length, Math.Max(1, marked.Length));
    }

    private Span LineAt(int offset)
    {
        var line = LineOf(offset);
        var end = line + 1 < _lineStarts.Value.Length ? _lineStarts.Value[line + 1] - 1 : _utf8.Length;
        var start = _lineStarts.Value[line];
        return new(start, end > start && _utf8[end - 1] == '\r' ? end - 1 : end);
    }

    private int LineOf(int offset)
    {
        var found = Array.BinarySearch(_lineStarts.Value, offset);
        return found >= 0 ? found : ~found - 1;
    }

    // A place never begins or ends within a character.
    private int Boundary(int offset)
    {
        while (IsWithinCharacter(offset))
        {
            offset--;
        }

        return offset;
    }

    private int BoundaryAfter(int offset)
    {
        while (IsWithinCharacter(offset))
        {
            offset++;
        }

        return offset;
    }

    private bool IsWithinCharacter(int offset) => offset > 0 && offset < _utf8.Length && (_utf8[offset] & 0xC0) == 0x80;

    private string Show(int from, int to) => Printable.Escape(Encoding.UTF8.GetString(_utf8, from, to - from).Replace('\t', ' '));

    private static int[] LineStarts(byte[] utf8)
    {
        var starts = new List<int> { 0 };
        for (var at = utf8.AsSpan().IndexOf((byte)'\n'); at >= 0;)
        {
            starts.Add(at + 1);
            var next = utf8.AsSpan(at + 1).IndexOf((byte)'\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return [.. starts];
    }

    // Both counts are vectorised; a loop over a 50 MB line would be felt.
    private static int Characters(ReadOnlySpan<byte> line)
    {
        var characters = Encoding.UTF8.GetCharCount(line);
        for (byte lead = 0xF0; lead <= 0xF4; lead++)
        {
            characters -= line.Count(lead);
        }

        return characters;
    }
}
