using System.Text.Json;
using SlopTemporal.Domain.Json;
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
/// <param name="Epoch">Which run of the track.</param>
/// <param name="Attached">True: it was running already.</param>
internal sealed record Launched(TrackDocument Document, int Epoch, bool Attached);

/// <summary>Starts a track, or attaches to it where it runs unchanged.</summary>
internal sealed class TrackLaunch(TrackClient client, ContentStore store, Func<string, TrackSnapshot?> records)
{
    public async Task<Launched> LaunchAsync(TrackDocument document, IfCompleted ifCompleted, CancellationToken cancellationToken)
    {
        var track = document.Track.Id;
        while (true)
        {
            var run = await client.FindAsync(track, cancellationToken);
            if (run is { IsOpen: true })
            {
                return new(Same(run, document) ?? throw CliError.OtherVersionRuns(track), run.Epoch, Attached: true);
            }

            var record = records(track);
            if (ifCompleted == IfCompleted.Refuse && IsCompleted(run, record))
            {
                throw CliError.Completed(track);
            }

            var epoch = Math.Max(run?.Epoch ?? 0, record?.Epoch ?? 0) + 1;
            var input = TrackInput.From(document, store.PutJson(document), epoch, await client.HasSearchAttributesAsync(cancellationToken));
            if (await client.StartAsync(input, cancellationToken))
            {
                return new(document, epoch, Attached: false);
            }
        }
    }

    /// <summary>The record is the newest where it is there; a workflow may be gone from the server, a record may not have been written.</summary>
    private static bool IsCompleted(TrackRun? run, TrackSnapshot? record) => record is not null && record.Epoch >= (run?.Epoch ?? 0)
        ? record.Status == TrackStatus.Completed
        : run?.Status == WorkflowExecutionStatus.Completed;

    /// <summary>The running document, if this file means the same: a base that has moved and flags of this start change nothing in it.</summary>
    private TrackDocument? Same(TrackRun run, TrackDocument mine)
    {
        if (run.Document is null || store.Get(run.Document) is null)
        {
            return null;
        }

        var running = store.GetJson<TrackDocument>(run.Document);
        var alike = mine with { BaseCommit = running.BaseCommit, Trusted = running.Trusted, AllowRed = running.AllowRed, Sandbox = running.Sandbox };
        return JsonSerializer.Serialize(alike, SlopJson.Options) == JsonSerializer.Serialize(running, SlopJson.Options) ? running : null;
    }
}
