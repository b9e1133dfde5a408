namespace SlopTemporal.Starter.Journals;

/// <summary>An event of the journal, or a line of the live log.</summary>
internal sealed record LogItem(DateTimeOffset At, LogEvent? Event, LiveLine? Live)
{
    public LogItem(LogEvent happened)
        : this(happened.At, happened, null)
    {
    }

    public LogItem(LiveLine line)
        : this(line.At, null, line)
    {
    }
}

/// <summary>Journal and live log of a run, merged: what one of them has shown, the other does not show again.</summary>
/// <param name="live">The live log; older runs have none.</param>
/// <param name="ticket">Only this one; null: all.</param>
internal sealed class FollowedLog(RunLog log, LiveTail live, string? ticket)
{
    private readonly HashSet<LogKey> _shownKeys = [];
    private readonly HashSet<LogKey> _liveKeys = [];
    private readonly List<LogEvent> _delayed = [];

    /// <summary>The newest events of the journal, and what is said in replies that are still under way.</summary>
    public IReadOnlyList<LogItem> Begin(int maxEvents)
    {
        var events = log.Next(maxEvents);
        var unfinished = new List<LiveLine>();
        foreach (var line in Lines().Where(l => l.Kind == LiveKind.Full || !log.Has(l)))
        {
            if (line.Kind == LiveKind.Asked)
            {
                // A ticket does one thing at a time: what was not journaled before this was cut off.
                unfinished.RemoveAll(l => l.Ticket == line.Ticket && l.Kind != LiveKind.Full);
            }

            unfinished.Add(line);
        }

        unfinished.ForEach(Remember);
        return Items(events, unfinished);
    }

    /// <summary>
    /// What is new. An event that only the journal has told so far waits for one more call: the worker writes the live log right
    /// after the journal.
    /// </summary>
    public IReadOnlyList<LogItem> Next() => Next(delay: live.Exists);

    /// <summary>What is new and what was delayed: the run is over.</summary>
    public IReadOnlyList<LogItem> End() => Next(delay: false);

    private IReadOnlyList<LogItem> Next(bool delay)
    {
        // The journal first: the words of a reply that it has are in the live log already.
        var events = log.Next(int.MaxValue);
        var lines = Lines().Where(line => LogKey.From(line) is not { } key || !_shownKeys.Contains(key)).ToList();
        lines.ForEach(Remember);
        List<LogEvent> shown = [.. _delayed.Where(IsNew)];
        _delayed.Clear();
        foreach (var happened in events.Where(IsNew))
        {
            (delay && happened.Key is not null ? _delayed : shown).Add(happened);
        }

        return Items(shown, lines);
    }

    private IReadOnlyList<LogItem> Items(IReadOnlyList<LogEvent> events, IReadOnlyList<LiveLine> lines)
    {
        _shownKeys.UnionWith(events.Select(e => e.Key).OfType<LogKey>());
        return [.. events.Select(e => new LogItem(e)).Concat(lines.Select(l => new LogItem(l))).OrderBy(item => item.At)];
    }

    private IEnumerable<LiveLine> Lines() => live.ReadNew().Where(l => ticket is null || l.Ticket == ticket);

    private bool IsNew(LogEvent happened) => happened.Key is not { } key || !_liveKeys.Contains(key);

    private void Remember(LiveLine line)
    {
        if (line.Kind == LiveKind.Full)
        {
            // A reply that was cut off there is shown in full by the journal.
            _liveKeys.Clear();
        }
        else if (LogKey.From(line) is { } key)
        {
            _liveKeys.Add(key);
        }
    }
}
