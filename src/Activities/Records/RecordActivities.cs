using System.Text.Json;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Records;

/// <summary>Writes final records and clears up after a track. Writing the same record again changes nothing.</summary>
internal sealed class RecordActivities(
    TrackRecords records,
    RunWorktrees worktrees,
    Repositories repositories,
    Journal journal,
    TicketAdding adding,
    ContentStore store,
    TimeProvider time) : IRecordActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task RecordTicketsAsync(TicketsPage page)
    {
        Write(records.PageFile(page.Run, page.Page), page.Tickets);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [Activity]
    public Task RecordDecisionAsync(AttemptScope scope, DecidedGate decided)
    {
        journal.Write(scope, JournalNames.Gate(decided.Gate), decided);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [Activity]
    public Task<string> KeepTextAsync(KeptText text) =>
        Task.FromResult(store.Put(string.Join("\n\n", new[] { TextOf(text.After), text.Text, TextOf(text.Then) }.OfType<string>())));

    /// <inheritdoc/>
    [Activity]
    public Task<AddedTickets> AddTicketsAsync(TicketsToAdd tickets) =>
        adding.AddAsync(tickets, ActivityExecutionContext.Current.CancellationToken);

    /// <inheritdoc/>
    [Activity]
    public Task<AddedTickets> SplitTicketAsync(TicketToSplit split) => Task.FromResult(adding.Split(split));

    /// <inheritdoc/>
    [Activity]
    public Task CloseTrackAsync(TrackClosing closing) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        // The record first: it cannot be made again, while worktrees can be cleared away by hand.
        Write(records.TrackFile(closing.Run), closing.Track);
        var blocked = records.Tickets(closing.Run)
            .Where(t => t.Status == TicketStatus.Blocked)
            .Select(t => t.Id)
            .ToHashSet(StringComparer.Ordinal);
        bool IsKept(WorktreeFolder worktree) => closing.ByPerson != true && worktree.Ticket is { } ticket && blocked.Contains(ticket);

        var kept = worktrees.All(closing.Run, await repositories.FindAsync(closing.Run, cancellationToken)).Where(IsKept);
        WriteKept(closing, [.. kept.Where(w => Directory.Exists(w.Path)).Select(w => new KeptWorktree(w.Ticket!, w.Path))]);
        await worktrees.CloseAsync(closing.Run, IsKept, cancellationToken);
    });

    private string? TextOf(string? hash) => hash is null ? null : store.GetText(hash);

    private void WriteKept(TrackClosing closing, IReadOnlyList<KeptWorktree> kept)
    {
        if (kept.Count > 0)
        {
            var until = (closing.Track.Ended ?? time.GetUtcNow()) + KeptWorktrees.KeepDuration;
            Write(records.KeptFile(closing.Run), new KeptWorktrees(until, kept));
        }
    }

    private static void Write<T>(string path, T record)
    {
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, SlopJson.Indented).AsSpan());
        CrashPoint.Hit(CrashPoints.RecordWritten);
    }
}
