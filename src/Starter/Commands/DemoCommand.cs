using System.CommandLine;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop demo</c>: an example on a scratch repository, no key, no set-up.</summary>
internal static class DemoCommand
{
    public static Command Create(Cli cli)
    {
        var name = new Argument<string>("name") { Description = "The example", DefaultValueFactory = _ => Examples.Default };
        var folder = new Option<string?>("--dir")
        {
            Description = "A new or empty folder for the scratch repository (default: a temporary one)",
            HelpName = "folder",
        };
        var live = new Option<bool>("--live") { Description = "Use real models in place of the script; needs a key and costs money" };
        var noWait = new Option<bool>("--no-wait") { Description = "End with exit code 4 when only people can go on" };
        var list = new Option<bool>("--list") { Description = "List the examples" };
        var command = cli.Command(
            "demo",
            "Run an example from start to end: no key, no set-up",
            "slop demo",
            "slop demo dotnet",
            "slop demo --live",
            "slop demo --list");
        command.Add(name);
        command.Add(folder);
        command.Add(live);
        command.Add(noWait);
        command.Add(list);
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            return parsed.GetValue(list)
                ? Task.FromResult(List(session))
                : RunAsync(
                    session,
                    parsed.GetValue(name)!,
                    parsed.GetValue(folder),
                    track => new(track)
                    {
                        Live = parsed.GetValue(live),
                        // It came with the program: whoever runs it has trusted its commands already.
                        Trust = Trust.Given,
                        IfCompleted = IfCompleted.RunAgain,
                        AtGates = parsed.GetValue(noWait) ? AtGates.End : AtGates.GoOn,
                    },
                    cancellationToken);
        });
        return command;
    }

    private static int List(Session session)
    {
        var names = Examples.Names();
        session.Answer(new ExampleList(names), () => new Spectre.Console.Text(string.Join('\n', names) + "\n"));
        return ExitCode.Done;
    }

    private static async Task<int> RunAsync(
        Session session, string name, string? folder, Func<string, RunOptions> options, CancellationToken cancellationToken)
    {
        var scratch = folder is null ? Directory.CreateTempSubdirectory($"slop-{name}-").FullName : session.Terminal.FullPath(folder);
        var track = await Examples.LayOutAsync(session.Home, name, scratch, cancellationToken);
        await session.MessageWriter.WriteLineAsync($"example {name} in {scratch}");
        return await new RunFlow(session).RunAsync(options(track), cancellationToken);
    }

    private sealed record ExampleList(IReadOnlyList<string> Examples);
}
