using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop down</c>: stop what <c>up</c> started.</summary>
internal static class DownCommand
{
    public static Command Create(Cli cli)
    {
        var workerOnly = new Option<bool>("--worker") { Description = "Stop the worker only" };
        var command = cli.Command(
            "down",
            "Stop the local worker and server; tracks go on after the next `up`",
            "slop down",
            "slop down --worker");
        command.Add(workerOnly);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var worker = await new WorkerProcess(session.Home, ProcessRunner.Shared).StopAsync(cancellationToken);
            var server = false;
            if (!parsed.GetValue(workerOnly))
            {
                server = LocalState.Load(session.Home).Server is { IsAlive: true };
                await new LocalServer(session.Home, ProcessRunner.Shared).StopAsync(cancellationToken);
            }

            session.Answer(
                new DownAnswer(worker, server),
                () => new Text($"worker   {Describe(worker)}\n{(parsed.GetValue(workerOnly) ? "" : $"server   {Describe(server)}\n")}"));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Describe(bool stopped) => stopped ? "stopped" : "was not running";

    private sealed record DownAnswer(bool Worker, bool Server);
}
