using System.Globalization;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Rendering;

/// <summary>An event of the log as a line for people.</summary>
internal static class LogLine
{
    private const int Widest = 32;

    /// <param name="happened">The event.</param>
    /// <param name="width">Characters of the longest ticket, so that lines stand under each other.</param>
    public static string Of(LogEvent happened, int width) => string.Create(
        CultureInfo.InvariantCulture, $"{happened.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {SafeText.Line(happened.Ticket, Widest).PadRight(Math.Min(width, Widest))}  {SafeText.Line(happened.Text)}");
}
