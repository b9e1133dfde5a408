using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.Starter.Rendering;

/// <summary>The shape of <c>slop graph --json</c>.</summary>
/// <param name="Waves">Ids of the tickets that could run together, wave by wave.</param>
/// <param name="Tickets">Who waits for whom, in file order.</param>
internal sealed record GraphAnswer(string Id, IReadOnlyList<IReadOnlyList<string>> Waves, IReadOnlyList<GraphLine> Tickets)
{
    public static GraphAnswer From(Track track) =>
        new(track.Id, ListWaves(track), [.. track.Tickets.Select(t => new GraphLine(t.Id, t.DependsOn))]);

    public static IReadOnlyList<IReadOnlyList<string>> ListWaves(Track track)
    {
        var graph = TicketGraph.From(track.Tickets);
        return [.. graph.Waves.Select(wave => (IReadOnlyList<string>)[.. wave.Select(i => graph[i].Id)])];
    }
}

internal sealed record GraphLine(string Id, IReadOnlyList<string> DependsOn);
