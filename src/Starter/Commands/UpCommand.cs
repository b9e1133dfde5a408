using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop up</c>: server and worker in the background.</summary>
internal static class UpCommand
{
    public static Command Create(Cli cli)
    {
        var executable = new Option<string?>("--temporal-cli")
        {
            Description = "The Temporal CLI to start the local server with",
            HelpName = "file",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a running worker of another build" };
        var headless = new Option<bool>("--headless") { Description = "Start the server without its Web UI" };
        var command = cli.Command(
            "up",
            "Start the local Temporal server and worker, or find them running",
            "slop up",
            "slop up --replace",
            "slop up --headless");
        command.Add(executable);
        command.Add(headless);
        command.Add(replace);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var other = parsed.GetValue(replace) ? OtherWorker.Replace : OtherWorker.Keep;
            var flow = new UpFlow(session.Home, session.UserSettings.Values, ProcessRunner.Shared, session.Terminal.Error)
            {
                Headless = parsed.GetValue(headless),
            };
            var up = await flow.UpAsync(parsed.GetValue(executable), other, cancellationToken);
            await TellAsync(session, up);

            var state = LocalState.Load(session.Home);
            var isOwn = state.Address == up.Home.Address;
            if (flow.Headless && isOwn && (state.WebUiServer ?? state.WebUi) is not null)
            {
                await session.MessageWriter.WriteLineAsync(
                    "The server runs with its Web UI already: `slop down`, then `slop up --headless` leaves it out.");
            }

            var answer = new UpAnswer(
                up.Home.Address, isOwn ? state.WebUi : null, up.Worker.Pid, up.Worker.Version, session.Home.Root);
            session.Answer(answer, () => new Text(
                $"server   {answer.Address}\nweb ui   {answer.WebUi ?? WithoutWebUi(isOwn, state)}\n"
                + $"worker   {answer.Worker}, build {answer.Version}\nhome     {answer.Home}\n"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Says what a person has to know of the worker.</summary>
    public static async Task TellAsync(Session session, UpResult up)
    {
        string?[] lines = [up.Note, up.IsOtherBuild ? OtherBuildMessage(up.Worker) : null];
        foreach (var line in lines.OfType<string>())
        {
            await session.MessageWriter.WriteLineAsync(line);
        }
    }

    private static string WithoutWebUi(bool isOwn, LocalState state) =>
        !isOwn ? "not known: the server is not one of slop's own"
            : state.WebUiServer is null ? "left out: the server was started with --headless"
            : "not there: `slop up --replace` starts a worker of this build, which shows it";

    /// <summary>The message about a worker that is not of this program's build.</summary>
    private static string OtherBuildMessage(LocalWorker worker) =>
        $"The running worker is of another build ({worker.Version}). It keeps running; "
        + "`slop up --replace` replaces it with this build, and open tracks continue on that.";

    private sealed record UpAnswer(string Address, string? WebUi, int Worker, string Version, string Home);
}
