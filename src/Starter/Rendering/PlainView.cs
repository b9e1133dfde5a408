using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Progress as lines, for output that is not a terminal.</summary>
internal sealed class PlainView(TextWriter writer, TimeProvider clock) : ITrackView
{
    private TrackSnapshot? _before;

    public void Show(TrackSnapshot track)
    {
        foreach (var line in TrackLines.Changes(_before, track, track.Ended ?? clock.GetUtcNow()))
        {
            writer.WriteLine(line);
        }

        writer.Flush();
        _before = track;
    }

    public void ShowMessage(string line) => writer.WriteLine(line);
}
