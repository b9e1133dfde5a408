using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Whether a completed track may run once more.</summary>
internal enum IfCompleted
{
    Refuse,
    RunAgain,
}

/// <summary>A track that runs now.</summary>
/// <param name="Document">What it runs from.</param>
/// <param name="Epoch">Number of the run, from 1.</param>
/// <param name="Attached">True: it was running already.</param>
internal sealed record LaunchedTrack(TrackDocument Document, int Epoch, bool Attached);

/// <summary>Starts a track, or attaches to it where it runs unchanged.</summary>
internal sealed class TrackLauncher(TrackClient client, ContentStore store, Func<string, TrackSnapshot?> records, NoticeRules? notices)
{
    public async Task<LaunchedTrack> LaunchAsync(
        TrackDocument document, IfCompleted ifCompleted, CancellationToken cancellationToken, bool keepsOnly = false)
    {
        while (true)
        {
            var found = await CheckAsync(document, ifCompleted, cancellationToken);
            if (found.Attached)
            {
                return found;
            }

            var hasAttributes = await client.HasSearchAttributesAsync(cancellationToken);
            if (await StartAsync(document, found.Epoch, hasAttributes, keepsOnly, cancellationToken))
            {
                return found;
            }
        }
    }

    private Task<bool> StartAsync(
        TrackDocument document, int epoch, bool hasAttributes, bool keepsOnly, CancellationToken cancellationToken)
    {
        var hash = store.PutJson(document);
        return document.Track.NeedsPlan()
            ? client.StartAsync(
                PlanInput.From(document, hash, epoch, hasAttributes) with { Notices = notices, KeepsOnly = keepsOnly ? true : null },
                cancellationToken)
            : client.StartAsync(TrackInput.From(document, hash, epoch, hasAttributes) with { Notices = notices }, cancellationToken);
    }

    /// <summary>What a start would come to: the run that it would find or make. Nothing is started.</summary>
    /// <exception cref="CliError">It runs from something else, or has been completed and nobody asked for it again.</exception>
    public async Task<LaunchedTrack> CheckAsync(TrackDocument document, IfCompleted ifCompleted, CancellationToken cancellationToken)
    {
        var track = document.Track.Id;
        var run = await client.FindAsync(track, cancellationToken);
        return run is { IsOpen: true }
            ? new(FindSame(run, document), run.Epoch, Attached: true)
            : new(document, NextEpoch(track, run, records(track), ifCompleted), Attached: false);
    }

    /// <summary>One more than any run that is known: the server may have forgotten it, or its record may not have been written.</summary>
    /// <exception cref="CliError">It has been completed, and nobody asked for it again.</exception>
    internal static int NextEpoch(string track, TrackRun? run, TrackSnapshot? record, IfCompleted ifCompleted)
    {
        var recordIsNewest = record is not null && record.Epoch >= (run?.Epoch ?? 0);
        // A plan that was only kept is no work done.
        var completed = recordIsNewest
            ? record is { Status: TrackStatus.Completed, IsPlan: not true }
            : run?.Status == WorkflowExecutionStatus.Completed;
        return completed && ifCompleted == IfCompleted.Refuse
            ? throw CliError.Completed(track)
            : Math.Max(run?.Epoch ?? 0, record?.Epoch ?? 0) + 1;
    }

    /// <summary>Whether a file describes the running track: a base that has moved and flags of this start make no difference.</summary>
    internal static bool AreEquivalent(TrackDocument mine, TrackDocument running)
    {
        var normalized = mine with
        {
            BaseCommit = running.BaseCommit,
            Trusted = running.Trusted,
            AllowRed = running.AllowRed,
            Sandbox = running.Sandbox,
            ToolRules = running.ToolRules,
            OnDailyQuota = running.OnDailyQuota,
            AttemptTurns = running.AttemptTurns,
        };
        return JsonSerializer.Serialize(normalized, SlopJson.Options) == JsonSerializer.Serialize(running, SlopJson.Options);
    }

    private TrackDocument FindSame(TrackRun run, TrackDocument mine)
    {
        var running = run.Document is { } hash && store.Get(hash) is not null ? store.GetJson<TrackDocument>(hash) : null;
        return running is not null && AreEquivalent(mine, running) ? running
            : running?.Script is { } script && AreEquivalent(mine with { Script = script }, running) && mine.Script is not null
                ? throw CliError.OtherScriptRuns(run.Track)
            : throw CliError.OtherVersionRuns(run.Track);
    }
}
