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

/// <summary>Journal and live log of a run as one: what the one has told, the other does not tell again.</summary>
/// <param name="log">The journal's events.</param>
/// <param name="live">The live log; older runs have none.</param>
/// <param name="ticket">Only this one; null: all.</param>
internal sealed class FollowedLog(RunLog log, LiveTail live, string? ticket)
{
    private readonly HashSet<LogKey> _told = [];
    private readonly HashSet<LogKey> _heard = [];
    private readonly List<LogEvent> _held = [];

    /// <summary>The newest events of the journal, and what is said in replies that are still under way.</summary>
    public IReadOnlyList<LogItem> Begin(int most)
    {
        var events = log.Next(most);
        var underWay = new List<LiveLine>();
        foreach (var line in Lines().Where(l => l.Kind == LiveKind.Full || !log.Has(l)))
        {
            if (line.Kind == LiveKind.Asked)
            {
                // A ticket does one thing at a time: what was not journaled before this was cut off.
                underWay.RemoveAll(l => l.Ticket == line.Ticket && l.Kind != LiveKind.Full);
            }

            underWay.Add(line);
        }

        underWay.ForEach(Note);
        return Items(events, underWay);
    }

    /// <summary>What is new. What only the journal has told so far waits for one more look: the worker writes the live log right after it.</summary>
    public IReadOnlyList<LogItem> Next() => Next(waits: live.Exists);

    /// <summary>What is new and what waited: nothing comes any more.</summary>
    public IReadOnlyList<LogItem> End() => Next(waits: false);

    private IReadOnlyList<LogItem> Next(bool waits)
    {
        // The journal first: the words of a reply that it has are in the live log already.
        var events = log.Next(int.MaxValue);
        var lines = Lines().Where(line => LogKey.Of(line) is not { } key || !_told.Contains(key)).ToList();
        lines.ForEach(Note);
        List<LogEvent> shown = [.. _held.Where(IsNews)];
        _held.Clear();
        foreach (var happened in events.Where(IsNews))
        {
            (waits && happened.Key is not null ? _held : shown).Add(happened);
        }

        return Items(shown, lines);
    }

    private IReadOnlyList<LogItem> Items(IReadOnlyList<LogEvent> events, IReadOnlyList<LiveLine> lines)
    {
        _told.UnionWith(events.Select(e => e.Key).OfType<LogKey>());
        return [.. events.Select(e => new LogItem(e)).Concat(lines.Select(l => new LogItem(l))).OrderBy(item => item.At)];
    }

    private IEnumerable<LiveLine> Lines() => live.Next().Where(l => ticket is null || l.Ticket == ticket);

    private bool IsNews(LogEvent happened) => happened.Key is not { } key || !_heard.Contains(key);

    private void Note(LiveLine line)
    {
        if (line.Kind == LiveKind.Full)
        {
            // A reply that was cut by it is told by the journal, whole.
            _heard.Clear();
        }
        else if (LogKey.Of(line) is { } key)
        {
            _heard.Add(key);
        }
    }
}
