using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Journals;

/// <summary>What the tickets left that another one depends on, from the journal of this run or of an earlier run of the track.</summary>
public sealed class FinishedWork(Journal journal, JournalFolders folders, TrackRecords records)
{
    /// <summary>One for each ticket that it depends on, in its order.</summary>
    /// <param name="run">The run of the track.</param>
    /// <param name="ticket">The ticket that is about to begin; what it depends on is finished.</param>
    /// <param name="skipped">Which of these were skipped.</param>
    public IReadOnlyList<FinishedTicket> Before(TrackScope run, Ticket ticket, IReadOnlyList<string> skipped)
    {
        var runs = Enumerable.Range(1, run.Epoch - 1).Reverse().Select(epoch => run with { Epoch = epoch });
        var earlier = runs.Select(before => (Run: before, Tickets: new Lazy<HashSet<string>>(() => Completed(before)))).ToList();
        return
        [
            .. ticket.DependsOn.Distinct(StringComparer.Ordinal).Select(id => skipped.Contains(id, StringComparer.Ordinal)
                ? new FinishedTicket(id) { IsSkipped = true }
                : Read(run, id)
                    // The track file says that it is completed: an earlier run may have done it.
                    ?? earlier.Where(e => e.Tickets.Value.Contains(id)).Select(e => Read(e.Run, id)).FirstOrDefault(t => t is not null)
                    ?? new(id)),
        ];
    }

    /// <summary>What a ticket that completed left; null: nothing is on record.</summary>
    private FinishedTicket? Read(TrackScope run, string ticket)
    {
        // No attempt follows the one that completed the ticket, and no turn the one that ended the work.
        if (folders.Run(run.Track, run.Epoch).Attempts(ticket) is not [.., var last])
        {
            return null;
        }

        var scope = new AttemptScope(run, ticket, last.Attempt);
        var turns = last.Files().Where(f => f.Entry.Part == JournalPart.Turn).Select(f => f.Entry.Turn).DefaultIfEmpty().Max();
        if (journal.Read<TurnRecord>(scope, JournalNames.Turn(turns)) is not { Kind: ReplyKind.Done } turn)
        {
            return null;
        }

        var changes = journal.Read<ChangesRecord>(scope, JournalNames.Changes(turns)) ?? new([], 0);
        return new(ticket) { Answer = turn.Text, Files = changes.Files, MoreFiles = changes.More };
    }

    private HashSet<string> Completed(TrackScope run)
    {
        try
        {
            var completed = records.Tickets(run).Where(t => t is { Status: TicketStatus.Completed, Attempt: > 0 });
            return completed.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (InvalidDataException)
        {
            // A record that cannot be read is no reason to stop a later run.
            return [];
        }
    }
}
