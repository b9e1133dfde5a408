using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>What people see of a plan: the snapshot of a track that has no tickets yet, the details of the Web UI's page.</summary>
internal sealed class PlanScreen(PlanRun run, RequestLog requests)
{
    private string? _retrying;

    /// <summary>What was done when that was said: it holds for nothing else.</summary>
    private string? _retried;

    private string? Retrying => run.Ended is null && _retried == run.Doing ? _retrying : null;

    private TrackStatus Status => run.Ended ?? (run.State.Gate is null ? TrackStatus.Running : TrackStatus.Waiting);

    public TrackSnapshot Snapshot() => new()
    {
        Id = run.Input.Run.Track,
        Title = run.Input.Title,
        Status = Status,
        Reason = run.Failure?.Reason,
        Doing = run.Ended is null ? run.Doing : null,
        Retrying = Retrying,
        Epoch = run.Input.Run.Epoch,
        ActiveTier = run.ActiveTier is { } tier ? Tier.Name(tier) : null,
        Document = run.Kept ?? run.Input.Run.Document,
        Budget = run.State.Budget,
        MaxWorkers = run.Input.MaxWorkers,
        QuotaUntil = run.State.QuotaUntil,
        Started = run.State.Started,
        Ended = run.EndedAt,
        Usage = TierUsage.ByTier(run.State.Usage),
        OwnUsage = run.State.Usage.Count == 0 ? null : run.State.Usage,
        IsPlan = true,
        Gates = run.State.Gate is { } gate ? [gate] : [],
        Problems = requests.State.Problems,
    };

    public void ShowRetrying(Workflows.Retrying retrying)
    {
        (_retrying, _retried) = (Preview.Line(retrying.Describe(run.Doing), 400), run.Doing);
        Draw();
    }

    /// <summary>Draws the details of the Web UI's page; sets search attributes where the status has changed.</summary>
    public void Draw()
    {
        Workflow.CurrentDetails = $"{TrackMarkdown.Plain(run.Doing)}\n\n"
            + (run.State.Gate is { } gate ? GateMarkdown.Full(gate) : "")
            + GateMarkdown.Retrying(Retrying)
            + GateMarkdown.Problems(requests.State.Problems);
    }

    /// <summary>Sets the search attributes where the status has changed; to be called by the main loop only.</summary>
    public void ShowStatus()
    {
        var status = Words.For(Status);
        if (!run.Input.SearchAttributes || status == (run.State.ShownStatus ?? Words.For(TrackStatus.Running)))
        {
            return;
        }

        run.Change(s => s with { ShownStatus = status });
        Workflow.UpsertTypedSearchAttributes(
            SlopSearch.State.ValueSet(status),
            run.State.Gate is { } gate ? SlopSearch.Gate.ValueSet(gate.Id) : SlopSearch.Gate.ValueUnset());
    }
}
