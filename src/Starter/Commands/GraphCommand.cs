using System.CommandLine;
using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop graph</c>: who waits for whom.</summary>
internal static class GraphCommand
{
    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("track.json") { Description = "The track file" };
        var mermaid = new Option<bool>("--mermaid") { Description = "Print a Mermaid flowchart, for Markdown" };
        var command = cli.Command(
            "graph",
            "Draw a track: waves of tickets, and who waits for whom",
            "slop graph track.json",
            "slop graph track.json --mermaid > track.mmd");
        command.Add(file);
        command.Add(mermaid);
        command.SetAction(parsed => Run(cli.Open(parsed), parsed.GetValue(file)!, parsed.GetValue(mermaid)));
        return command;
    }

    private static int Run(Session session, string path, bool mermaid)
    {
        var track = TrackFile.Read(session.Terminal, path).RequireValid();
        if (session.Json)
        {
            session.AnswerJson(GraphAnswer.From(track));
        }
        else
        {
            session.Terminal.Out.WriteLine(mermaid ? TrackDrawing.Mermaid(track) : TrackDrawing.Text(track));
        }

        return ExitCode.Done;
    }
}
