namespace SlopTemporal.Starter.Journals;

/// <summary>The events of a run as its journal grows.</summary>
/// <param name="ticket">Only this one; null: all.</param>
internal sealed class RunLog(RunFolder run, string? ticket)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>What was not returned before, in the order of time.</summary>
    /// <param name="maxEvents">Maximum number: the newest; older ones are never returned.</param>
    public IReadOnlyList<LogEvent> Next(int maxEvents)
    {
        // A file that can be read holds an event at least, so of a long journal only the newest files have to be read.
        var files = Attempts().SelectMany(a => a.Files()).Where(f => _read.Add(f.Path)).Select(file => (File: file, file.Written));
        var newest = files.OrderByDescending(f => f.Written).Take(maxEvents).Reverse();
        var events = newest.SelectMany(f => LogEvents.Read(f.File)).OrderBy(e => e.At);
        return [.. events.TakeLast(maxEvents)];
    }

    /// <summary>True if the journal had, at the last read, the file that a line of the live log is about.</summary>
    public bool Has(LiveLine line) => _read.Contains(run.FilePath(line.Ticket, line.Attempt, line.Kind switch
    {
        LiveKind.ToolResult => JournalNames.Call(line.Turn, line.Number ?? 0, line.Tier ?? Domain.Models.Tier.Worker),
        LiveKind.Discarded => JournalNames.Try(line.Turn, line.Number ?? 0, line.Tier ?? Domain.Models.Tier.Worker),
        _ => JournalNames.Turn(line.Turn, line.Tier ?? Domain.Models.Tier.Worker),
    }));

    private IEnumerable<AttemptFolder> Attempts() => (ticket is null ? run.Tickets() : [ticket]).SelectMany(run.Attempts);
}
