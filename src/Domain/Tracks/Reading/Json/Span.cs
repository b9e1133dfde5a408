namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>Bytes of the text, from <paramref name="Start"/> up to but not including <paramref name="End"/>.</summary>
internal readonly record struct Span(int Start, int End)
{
    public static Span At(int offset) => new(offset, offset + 1);

    public bool Contains(int offset) => offset >= Start && offset < End;
}

/// <summary>Each byte of the span is read as another.</summary>
internal readonly record struct Overwrite(Span At, byte With);

/// <summary>Line and column, both from 1; the column counts characters.</summary>
internal readonly record struct Position(int Line, int Column);
