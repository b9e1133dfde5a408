using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Planning;

/// <summary>Planning, step by step; each finds in the journal what it did before.</summary>
internal sealed class PlanActivities(
    Journal journal, Documents documents, ContentStore store, PlanReader reader, PlanWorktree worktree, ModelFiles files) : IPlanActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<PlanBase> OpenPlanAsync(AttemptScope scope) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        if (await worktree.CheckBaseAsync(scope.Run, cancellationToken) is { } red)
        {
            return new PlanBase(red);
        }

        await worktree.OpenAsync(scope, cancellationToken);
        if (journal.ReadText(scope, JournalNames.Outline) is null)
        {
            journal.WriteText(scope, JournalNames.Outline, RepositoryOutline.Write(files.Of(scope)));
        }

        return new();
    });

    /// <inheritdoc/>
    [Activity]
    public Task KeepApproachAsync(PlanTurn turn) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        journal.WriteText(turn.Scope, JournalNames.Approach, reader.Answer(turn, Domain.Models.Tier.Planner));
        await worktree.CloseAsync(turn.Scope, cancellationToken);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<PlanReading> ReadTicketsAsync(PlanTurn turn)
    {
        var record = reader.Read(turn);
        CrashPoint.Hit(CrashPoints.PlanJournaled);
        return Task.FromResult(reader.Describe(turn.Scope, record));
    }

    /// <inheritdoc/>
    [Activity]
    public Task<PlanReading> ReadEditedAsync(EditedPlan plan) => Task.FromResult(reader.Describe(plan.Plan.Scope, reader.ReadEdited(plan)));

    /// <inheritdoc/>
    [Activity]
    public Task<TrackInput> StorePlanAsync(PlanToStore plan)
    {
        var (run, before) = (plan.Plan.Scope.Run, documents.Load(plan.Plan.Scope.Run.Document));
        var track = reader.Load(plan);
        var isKnown = PlanCommands.Of(track).All(PlanCommands.Of(before.Track).Contains);
        var document = before with { Track = track, Trusted = plan.Confirmed == true || (before.Trusted && isKnown) };
        var input = TrackInput.From(document, store.PutJson(document), run.Epoch, plan.SearchAttributes);
        CrashPoint.Hit(CrashPoints.PlanStored);
        return Task.FromResult(input);
    }
}

/// <summary>The commands that a track names.</summary>
internal static class PlanCommands
{
    public static IEnumerable<string> Of(Track track) => track.Setup.Concat(track.Verify).Concat(track.Tickets.SelectMany(t => t.Verify));
}
