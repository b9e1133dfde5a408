using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Starter.Journals;

/// <summary>How an attempt ended, or how far it is, in one line.</summary>
internal static class AttemptEnd
{
    /// <summary>What the track says of the ticket's latest attempt; null: it says nothing of an end.</summary>
    public static string? FromSnapshot(TicketSnapshot ticket) => ticket switch
    {
        { Status: TicketStatus.Completed, Commit: { } commit } => $"merged as {Format.Hash(commit)}",
        { Status: TicketStatus.Completed or TicketStatus.Blocked or TicketStatus.Skipped or TicketStatus.Cancelled, Reason: { } reason } =>
            $"{Format.Word(ticket.Status)}: {Preview.Line(reason)}",
        { Status: TicketStatus.Completed or TicketStatus.Skipped or TicketStatus.Cancelled } => Format.Word(ticket.Status),
        { Status: TicketStatus.Waiting, Gate: { } gate } => $"waits for a person: {gate}",
        { Status: TicketStatus.InProgress } => "at work",
        _ => null,
    };

    /// <summary>What the last files of its journal say.</summary>
    /// <param name="unmet">What tier 2 found missing in the work that was checked; null: nothing.</param>
    public static string FromJournal(
        TurnRecord? turn, CheckTranscript? check, string? unmet, DecidedGate? decided, TryTranscript? failed) =>
        (turn, check, decided, failed) switch
        {
            (_, { Ok: true }, _, _) when unmet is not null => $"verify passed, but its acceptance is not met: {Preview.Line(unmet)}",
            (_, { } last, _, _) when last.Turn is null || last.Turn == turn?.Turn => JournalWords.Check(last),
            ({ Kind: ReplyKind.Blocked }, _, _, _) => $"gave up: {Preview.Line(turn.Text)}",
            ({ } last, _, _, _) when last.Calls.FirstOrDefault(c => c.Name == WorkflowTools.ReportBlocked) is { } call =>
                $"gave up: {ToolSubject.From(call.Arguments)}",
            ({ Kind: ReplyKind.Done }, _, _, _) => $"answered: {Preview.Line(turn.Text)}",
            ({ } last, _, _, _) => string.Create(CultureInfo.InvariantCulture, $"turn {last.Turn} is the last on record"),
            (_, _, { Decision.Approve: false }, _) => JournalWords.Decided(decided),
            (_, _, _, { } last) => $"no usable reply: {last.Reason}",
            _ => "no reply yet",
        };
}
