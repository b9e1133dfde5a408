namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>
/// A source line, cut around the place if it is long; control and direction characters are written as escapes, so it is safe to print.
/// </summary>
/// <param name="Text">The line, or the part of it around the place.</param>
/// <param name="CaretStart">Characters of <paramref name="Text"/> before the place.</param>
/// <param name="CaretLength">Characters of the place, at least 1.</param>
public sealed record Excerpt(string Text, int CaretStart, int CaretLength);
