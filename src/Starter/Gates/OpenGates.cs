using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Gates;

/// <summary>The gates of a running track.</summary>
internal sealed class OpenGates(ConnectedHome home, string track)
{
    /// <summary>The gate with this id, else the only one that is open; and the track as it is now.</summary>
    /// <exception cref="CliError">There is none, or more than one.</exception>
    public async Task<(Gate Gate, TrackSnapshot Track)> FindAsync(string? id, CancellationToken cancellationToken)
    {
        var snapshot = await AskAsync(cancellationToken);
        var matching = snapshot.Gates.Where(g => id is null || g.Id == id).ToList();
        return matching is [var gate]
            ? (gate, snapshot)
            : throw GateError.NoGate(
                track,
                id,
                [.. snapshot.Gates.Select(g => g.Id)],
                [.. snapshot.Tickets.Where(t => t.Status == TicketStatus.Blocked).Select(t => t.Id)]);
    }

    /// <summary>The gate with this id; null: nobody says whether it is open, and a decision on it is kept until somebody does.</summary>
    /// <exception cref="CliError">There is none.</exception>
    public async Task<(Gate Gate, TrackSnapshot Track)?> FindIfAnsweredAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(id, cancellationToken);
        }
        catch (CliError e) when (e.Code == CliError.WorkerSilentCode)
        {
            return null;
        }
    }

    /// <summary>
    /// The gate that a decision without an id is for: as the track itself would take it, so not one that has only just opened, or another
    /// than the person has seen.
    /// </summary>
    /// <exception cref="CliError">There is none, or it has to be named.</exception>
    public async Task<(Gate Gate, TrackSnapshot Track)> FindOnlyOneAsync(
        Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (gate, snapshot) = await FindAsync(null, cancellationToken);
        return GateMatch.Find([gate], decision, now).Refusal is { } refusal
            ? throw GateError.NameTheGate(track, gate, refusal)
            : (gate, snapshot);
    }

    /// <summary>A decision as a track takes it: signal and input.</summary>
    public static (string Signal, object Input) ToRequest(Decision decision)
    {
        // The name of the signal says already whether it is approved.
        var input = JsonSerializer.SerializeToNode(decision, SlopJson.Options)!.AsObject();
        input.Remove("approve");
        return (decision.Approve ? "approve" : "reject", input);
    }

    private async Task<TrackSnapshot> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await home.Tracks.SnapshotAsync(track, cancellationToken);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            throw CliError.WorkerSilent(track);
        }
    }
}
