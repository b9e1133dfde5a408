using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Starter.Gates;

/// <summary>The tickets of a planned track file as a flowchart.</summary>
internal static class PlanGraph
{
    /// <summary>Null: it is no track file.</summary>
    public static string? Draw(string file) =>
        TrackReader.Read(file, new("track.json")).Track is { } track ? TrackDrawing.Mermaid(track) : null;
}
