using System.CommandLine;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop patch</c>: tier 4 proposes a patch for the work of a ticket that was given up.</summary>
internal static class PatchCommand
{
    public static Command Create(Cli cli)
    {
        var words = Steering.TicketArgument();
        var note = new Option<string?>("--note") { Description = "Text that tier 4 reads with the failing check", HelpName = "words" };
        var command = cli.Command(
            "patch",
            "Check the work of a blocked ticket again, and ask tier 4 for a patch where the check is red",
            "slop patch parser",
            "slop patch csv-export parser --note \"keep the public names\"");
        command.Add(words);
        command.Add(note);
        command.SetAction((parsed, token) => Steering.SendForTicketAsync(
            cli.Open(parsed),
            parsed.GetValue(words)!,
            "patch",
            ticket => new TicketRequest { Ticket = ticket, Note = parsed.GetValue(note) },
            token,
            RunningWorker.Renew));
        return command;
    }
}
