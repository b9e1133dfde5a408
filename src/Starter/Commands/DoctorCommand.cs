using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop doctor</c>: the health of everything, and every effective setting with its origin.</summary>
internal static class DoctorCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command(
            "doctor",
            "Check git, sandbox, server, running worker, disk, models and settings; exits with 1 if something would stop a track",
            "slop doctor",
            "slop doctor --offline",
            "slop doctor --json");
        var offline = new Option<bool>("--offline") { Description = "Call no model (default: one tiny call to each model of the ladder)" };
        command.Add(offline);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var calls = parsed.GetValue(offline) ? ModelCalls.None : ModelCalls.Each;
            var answer = await new DoctorChecks(session, parsed.GetValue(cli.Home), calls).RunAsync(cancellationToken);
            session.Answer(answer, () => DoctorTable.Render(answer));
            return answer.Findings.All(f => f.Health != Health.Broken) ? ExitCode.Done : ExitCode.Failure;
        });
        return command;
    }
}
