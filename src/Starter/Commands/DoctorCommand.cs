using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop doctor</c>: the health of everything, and every effective setting with its origin.</summary>
internal static class DoctorCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command("doctor", "Check git, sandbox, server, worker, disk and settings", "slop doctor", "slop doctor --json");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var answer = await new Examination(session, parsed.GetValue(cli.Home)).LookAsync(cancellationToken);
            session.Answer(answer, () => DoctorTable.Render(answer));
            return answer.Findings.All(f => f.Health != Health.Broken) ? ExitCode.Done : ExitCode.Failure;
        });
        return command;
    }
}
