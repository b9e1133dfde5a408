using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>What the commands that steer a running track have in common: find it, send it a request, print its answer.</summary>
internal static class Steering
{
    /// <summary>The argument that names a ticket, after its track where several are running.</summary>
    public static Argument<string[]> TicketArgument() => new("ticket")
    {
        Description = "Id of the ticket; put the id of its track first if several tracks are running",
        Arity = new(1, 2),
        HelpName = "[track] ticket",
    };

    /// <summary>A command on a whole track whose request has no input.</summary>
    public static Command CreateTrackCommand(Cli cli, string name, string description)
    {
        var track = TrackArgument.Optional();
        var command = cli.Command(name, description, $"slop {name}", $"slop {name} ledger");
        command.Add(track);
        command.SetAction((parsed, token) => SendAsync(
            cli.Open(parsed), async (running, _) => (await running.SelectAsync(parsed.GetValue(track), token), name, null), token));
        return command;
    }

    /// <summary>Sends a request to a running track and prints its answer.</summary>
    /// <param name="ask">Finds the track, the name of the signal and its input.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <param name="worker">Whether a worker is started again that has not what this shell sets.</param>
    public static async Task<int> SendAsync(
        Session session,
        Func<RunningTracks, ConnectedHome, Task<(string Track, string Signal, object? Input)>> ask,
        CancellationToken cancellationToken,
        RunningWorker worker = RunningWorker.Keep)
    {
        var home = await ConnectedHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        var (track, signal, input) = await ask(new(session, home), home);
        if (worker == RunningWorker.Renew)
        {
            var up = new UpFlow(session.Home, session.UserSettings.Values, ProcessRunner.Shared, session.Terminal.Error);
            if (await up.RenewWorkerAsync(cancellationToken) is { } note)
            {
                await session.MessageWriter.WriteLineAsync(note);
            }
        }

        Answer(session, track, signal, await home.Tracks.RequestAsync(track, signal, input, cancellationToken));
        return ExitCode.Done;
    }

    /// <summary>The same for a ticket.</summary>
    /// <param name="words">The ticket, or its track and the ticket.</param>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="input">Makes the input of the signal from the id of the ticket.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <param name="worker">Whether a worker is started again that has not what this shell sets.</param>
    public static Task<int> SendForTicketAsync(
        Session session,
        IReadOnlyList<string> words,
        string signal,
        Func<string, object> input,
        CancellationToken cancellationToken,
        RunningWorker worker = RunningWorker.Keep) => SendAsync(
        session,
        async (running, _) =>
        {
            var (track, ticket) = await running.SelectTicketAsync(words, cancellationToken);
            return (track, signal, input(ticket));
        },
        cancellationToken,
        worker);

    /// <param name="done">Name of the signal.</param>
    /// <param name="said">What the track answered; null: nobody answered yet.</param>
    public static void Answer(Session session, string track, string done, string? said)
    {
        var answer = new Steered(
            track,
            done,
            said is not null,
            said ?? "the worker does not answer; the request is kept until one runs (`slop up`), and takes effect if it fits then");
        session.Answer(answer, () => new WholeLine($"{track}: {SafeText.Line(answer.Said)}"));
    }

    /// <summary>The shape of <c>--json</c>.</summary>
    /// <param name="Done">Name of the signal.</param>
    /// <param name="Answered">False: the request waits at the server for a worker.</param>
    /// <param name="Said">What the track answered.</param>
    private sealed record Steered(string Id, string Done, bool Answered, string Said);
}

/// <summary>What becomes of a worker whose variables are not those of this shell.</summary>
internal enum RunningWorker
{
    Keep,

    /// <summary>It is started again with them: what failed may have failed for want of a key.</summary>
    Renew,
}
