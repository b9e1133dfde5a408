using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>What the commands that steer a running track have in common: find it, ask one thing of it, say what came of it.</summary>
internal static class Steering
{
    /// <summary>The words that name a ticket.</summary>
    public static Argument<string[]> Ticket() => new("ticket") { Description = "Id of the ticket; of its track before it where several are running", Arity = new(1, 2), HelpName = "[track] ticket" };

    /// <summary>A command on a whole track, without more to it.</summary>
    public static Command OfTrack(Cli cli, string name, string description)
    {
        var track = TrackArgument.OrTheOnlyOne();
        var command = cli.Command(name, description, $"slop {name}", $"slop {name} ledger");
        command.Add(track);
        command.SetAction((parsed, token) => DoAsync(cli.Open(parsed), async (running, _) => (await running.OneAsync(parsed.GetValue(track), token), name, null), token));
        return command;
    }

    /// <summary>Finds what is meant and does it.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="ask">The track, the signal and its input.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public static async Task<int> DoAsync(Session session, Func<RunningTracks, LiveHome, Task<(string Track, string Signal, object? Input)>> ask, CancellationToken cancellationToken)
    {
        var home = await LiveHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        var (track, signal, input) = await ask(new(session, home), home);
        Answer(session, track, signal, await home.Tracks.RequestAsync(track, signal, input, cancellationToken));
        return ExitCode.Done;
    }

    /// <summary>The same with a ticket that the words name.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="words">The ticket, or its track and the ticket.</param>
    /// <param name="signal">What is asked.</param>
    /// <param name="input">Of the ticket's id.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public static Task<int> OfTicketAsync(Session session, IReadOnlyList<string> words, string signal, Func<string, object> input, CancellationToken cancellationToken) => DoAsync(
        session,
        async (running, _) =>
        {
            var (track, ticket) = await running.TicketAsync(words, cancellationToken);
            return (track, signal, input(ticket));
        },
        cancellationToken);

    /// <param name="session">Who asked.</param>
    /// <param name="track">Its id.</param>
    /// <param name="done">The signal.</param>
    /// <param name="said">What came of it; null: nobody answered yet.</param>
    public static void Answer(Session session, string track, string done, string? said)
    {
        var answer = new Steered(track, done, said is not null, said ?? "the worker does not answer; it is done as soon as one runs (`slop up`)");
        session.Answer(answer, () => new Spectre.Console.Text($"{track}: {SafeText.Line(answer.Said)}\n"));
    }

    /// <summary>The shape of <c>--json</c>.</summary>
    /// <param name="Id">Track id.</param>
    /// <param name="Done">The signal.</param>
    /// <param name="Answered">False: it waits at the server for a worker.</param>
    /// <param name="Said">What the track says to it.</param>
    private sealed record Steered(string Id, string Done, bool Answered, string Said);
}
