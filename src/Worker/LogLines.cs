using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using SlopTemporal.Local.Secrets;

namespace SlopTemporal.Worker;

/// <summary>The worker's log, a line for each message, without secrets: what failed may have been told one.</summary>
internal sealed class LogLines() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "lines";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = logEntry.Exception is { } e ? $"{message} {e}" : message;
        var time = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var line = Redaction.Apply(text).ReplaceLineEndings(" ");
        textWriter.Write($"{time} {Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {line}\n");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit",
        LogLevel.Error => "fail",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        LogLevel.Debug => "dbug",
        _ => "trce",
    };
}
