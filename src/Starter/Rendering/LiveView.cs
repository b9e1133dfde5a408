using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Progress as a table that is drawn again and again, for a terminal.</summary>
internal sealed class LiveView(LiveDisplayContext display, TimeProvider clock, int width) : ITrackView
{
    /// <summary>Lines of a terminal that the table leaves free: its own head and foot, a message, the prompt.</summary>
    private const int LinesKept = 6;

    private TrackSnapshot? _track;
    private string _line = "";

    public void Show(TrackSnapshot track)
    {
        _track = track;
        Draw();
    }

    public void ShowMessage(string line)
    {
        _line = line;
        Draw();
    }

    private void Draw()
    {
        var message = new Text(_line, Color.Yellow);
        var rows = Math.Max(3, Console.WindowHeight - LinesKept);
        display.UpdateTarget(_track is null ? message : new Rows(TrackTable.Render(_track, clock.GetUtcNow(), rows, width), message));
    }
}
