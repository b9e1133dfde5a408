using System.Globalization;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Rendering;

/// <summary>An event of the log as a line for people, a line of the live log as one or more.</summary>
internal static class LogLine
{
    private const int MaxWidth = 32;

    /// <param name="item">An event of the journal, or a line of the live log.</param>
    /// <param name="width">Characters of the longest ticket, so that columns are aligned.</param>
    public static string Render(LogItem item, int width) =>
        item.Event is { } happened ? Render(happened, width) : Render(item.Live!, width);

    /// <param name="width">Characters of the longest ticket, so that columns are aligned.</param>
    public static string Render(LogEvent happened, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"{happened.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {TicketColumn(happened, width)}  {SafeText.Line(happened.Text)}");

    private static string TicketColumn(LogEvent happened, int width) =>
        SafeText.Line(happened.Ticket, MaxWidth).PadRight(Math.Min(width, MaxWidth));

    private static string Render(LiveLine line, int width)
    {
        var prefix = LiveLine.WorkerPrefix.Length;
        var stream = SafeText.Line(line.Stream, prefix + MaxWidth).PadRight(prefix + Math.Min(width, MaxWidth));
        var start = string.Create(CultureInfo.InvariantCulture, $"{line.At.UtcDateTime:HH:mm:ss} {stream}  ");
        return string.Join('\n', Words(line).Select(words => start + words));
    }

    /// <summary>Each of its lines; none where only blanks came.</summary>
    private static IEnumerable<string> Words(LiveLine line) => line.Kind switch
    {
        LiveKind.Asked => [string.Create(CultureInfo.InvariantCulture, $"turn {line.Turn} · {SafeText.Line(line.Text)} is asked")],
        LiveKind.Chunk => SafeText.Block(line.Text).Split('\n').Where(words => words.Length > 0),
        LiveKind.ToolCall => [$"{JournalWords.ToolCall} {SafeText.Line(line.Text)}"],
        LiveKind.ToolResult => [$"{JournalWords.ToolResult} {SafeText.Line(line.Text)}"],
        LiveKind.Discarded => [$"[DISCARDED] {SafeText.Line(line.Text)}"],
        _ => [SafeText.Line(line.Text)],
    };
}
