namespace SlopTemporal.Starter.Journals;

/// <summary>Identifies what both journal and live log tell, each in its own form.</summary>
/// <param name="Number">
/// Of the tool call, or of the call to a model that gave no usable reply; 0: the words, or the calls, of the whole turn.
/// </param>
/// <param name="Tier">Whose turn it is.</param>
internal sealed record LogKey(string Ticket, int Attempt, LogKind Kind, int Turn, int Number, int Tier = Domain.Models.Tier.Worker)
{
    /// <summary>Null: the live log never tells it.</summary>
    public static LogKey? From(JournalFile file, LogKind kind) =>
        kind is LogKind.Said or LogKind.ToolCall or LogKind.ToolResult or LogKind.NoReply
            ? new(file.Attempt.Ticket, file.Attempt.Attempt, kind, file.Entry.Turn, file.Entry.Number, file.Entry.Tier)
            : null;

    /// <summary>Null: the journal never tells it.</summary>
    public static LogKey? From(LiveLine line) =>
        OfKind(line) is { } key ? key with { Tier = line.Tier ?? Domain.Models.Tier.Worker } : null;

    private static LogKey? OfKind(LiveLine line) => line.Kind switch
    {
        LiveKind.Chunk => new(line.Ticket, line.Attempt, LogKind.Said, line.Turn, 0),
        LiveKind.ToolCall => new(line.Ticket, line.Attempt, LogKind.ToolCall, line.Turn, 0),
        LiveKind.ToolResult => new(line.Ticket, line.Attempt, LogKind.ToolResult, line.Turn, line.Number ?? 0),
        LiveKind.Discarded => new(line.Ticket, line.Attempt, LogKind.NoReply, line.Turn, line.Number ?? 0),
        _ => null,
    };
}
