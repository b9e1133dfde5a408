using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a track or one of its tickets has changed, as it is now: the shape of <c>slop diff --json</c>.</summary>
/// <param name="Id">The track.</param>
/// <param name="Ticket">Null: all that is on the branch.</param>
/// <param name="From">Commit before the work.</param>
/// <param name="To">Commit with the work, or the tree of a worktree that is being worked in; null: there is no work yet.</param>
/// <param name="Where">Where the work is, in words.</param>
/// <param name="Files">The files that differ.</param>
/// <param name="Diff">Unified.</param>
internal sealed record WorkDiff(
    string Id, string? Ticket, string? From, string? To, string Where, IReadOnlyList<FileChange> Files, string Diff)
{
    /// <summary>Finds and compares. Nothing of the repository runs, and no worktree is written.</summary>
    /// <exception cref="CliError">There is no repository, no such ticket, or what its worktree holds cannot be read.</exception>
    public static async Task<WorkDiff> ReadAsync(
        Session session, JournaledTrack track, string? ticket, CancellationToken cancellationToken)
    {
        var document = await track.DocumentAsync(session.Home, cancellationToken) ?? throw CliError.DocumentUnknown(track.Id);
        var path = document.Repository ?? throw CliError.NoRepository(track.Id);
        var git = new Git(ProcessRunner.Shared, session.Home);
        var repository = await GitRepository.DiscoverAsync(git, path, cancellationToken);
        var finder = new Finder(session, track, document, repository);
        var (from, to, where) = ticket is null
            ? await finder.OfTrackAsync(cancellationToken)
            : await finder.OfTicketAsync(track.RequireTicket(ticket), cancellationToken);
        return from is null || to is null
            ? new(track.Id, ticket, from, to, where, [], "")
            : new(
                track.Id, ticket, from, to, where,
                await repository.Trees.CompareAsync(from, to, cancellationToken),
                await repository.Trees.DiffAsync(from, to, cancellationToken));
    }

    private sealed record Range(string? From, string? To, string Where);

    private sealed class Finder(Session session, JournaledTrack track, TrackDocument document, GitRepository repository)
    {
        private readonly TrackScope _run = new(Document: "", track.Id, track.Epoch);

        public async Task<Range> OfTrackAsync(CancellationToken cancellationToken)
        {
            var name = TrackRefs.BranchName(_run);
            var tip = await repository.Refs.ReadAsync(TrackRefs.Branch(_run), cancellationToken) ?? track.Snapshot?.Commit;
            return tip is null || tip == document.BaseCommit
                ? new(null, null, $"nothing is merged on {name} yet")
                : new(document.BaseCommit, tip, $"merged on {name}");
        }

        public async Task<Range> OfTicketAsync(string ticket, CancellationToken cancellationToken)
        {
            var known = track.FindSnapshot(ticket);
            if (known?.Commit is { } commit)
            {
                return await OfCommitAsync(commit, "merged", cancellationToken);
            }

            // Its hash is the commit; what a command has left in the worktree since is no part of it.
            if (track.Snapshot?.Gates.FirstOrDefault(g => g.Ticket == ticket && g.Kind == GateKind.Integrate) is { Detail: not null } gate)
            {
                return await OfCommitAsync(gate.Hash, $"verified, waits for you: {gate.Id}", cancellationToken);
            }

            var attempt = track.Run.Attempts(ticket).Select(folder => folder.Attempt).DefaultIfEmpty(0).Max();
            var scope = new AttemptScope(_run, ticket, attempt);
            var worktree = new WorktreePaths(session.Home).PathFor(scope);
            return repository.Worktrees.GetState(worktree) == WorktreeState.Ready
                ? await OfWorktreeAsync(worktree, known, cancellationToken)
                : await repository.Refs.ReadAsync(TrackRefs.Attempt(scope), cancellationToken) is { } kept
                    ? await OfKeptAsync(kept, attempt, cancellationToken)
                    : new(null, null, known?.Status == TicketStatus.Completed ? "it changed nothing" : "nothing is changed yet");
        }

        private async Task<Range> OfCommitAsync(string commit, string where, CancellationToken cancellationToken) =>
            new((await repository.Commits.ReadAsync(commit, cancellationToken)).Parents[0], commit, where);

        // A tree that was being checked when the attempt ended has no parent that would tell what is new in it.
        private async Task<Range> OfKeptAsync(string kept, int attempt, CancellationToken cancellationToken) =>
            await repository.Commits.IsCommitAsync(kept, cancellationToken)
                ? await OfCommitAsync(kept, $"of attempt {attempt}, not merged", cancellationToken)
                : new(document.BaseCommit, kept, $"of attempt {attempt}, not merged; compared with the base of the track");

        private async Task<Range> OfWorktreeAsync(string worktree, TicketSnapshot? known, CancellationToken cancellationToken)
        {
            var from = await repository.Commits.ResolveAsync(repository.Worktrees.GetHeadRef(worktree), cancellationToken);
            var apart = Path.Combine(Scratch.For(worktree).Private, "look-" + Path.GetRandomFileName());
            try
            {
                var made = await SetupFiles.MakeTreeAsync(repository, new(worktree, from) { Apart = apart }, cancellationToken);
                return made.Tree is { } tree
                    ? new(from, tree, known?.Status == TicketStatus.InProgress ? "being worked on" : $"kept in {worktree}")
                    : throw CliError.NotReadable(worktree, made.Problem!);
            }
            finally
            {
                FolderRemoval.Remove(apart);
                FolderRemoval.Remove(Scratch.For(apart).Root);
            }
        }
    }
}
