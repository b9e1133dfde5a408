using System.CommandLine;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop retry</c>: another attempt at a ticket that was given up.</summary>
internal static class RetryCommand
{
    public static Command Create(Cli cli)
    {
        var words = Steering.TicketArgument();
        var note = new Option<string?>("--note") { Description = "Text that the model reads first in the attempt", HelpName = "words" };
        var model = new Option<string?>("--model") { Description = "Model of the track's ladder to start with", HelpName = "name" };
        var from = new Option<string?>("--from")
        {
            Description = "Where the attempt starts: clean (a new worktree, the default) or worktree (with the work of the last attempt)",
            HelpName = "place",
        };
        from.AcceptOnlyFromAmong("clean", "worktree");
        var command = cli.Command(
            "retry",
            "Try a blocked or cancelled ticket again",
            "slop retry parser",
            "slop retry csv-export parser --note \"use RFC 4180\" --model scripted:3",
            "slop retry parser --from worktree --note \"only the quotes are missing\"");
        command.Add(words);
        command.Add(note);
        command.Add(model);
        command.Add(from);
        command.SetAction((parsed, token) => Steering.SendForTicketAsync(
            cli.Open(parsed),
            parsed.GetValue(words)!,
            "retry",
            ticket => new TicketRequest
            {
                Ticket = ticket,
                Note = parsed.GetValue(note),
                Model = parsed.GetValue(model),
                From = parsed.GetValue(from),
            },
            token,
            RunningWorker.Renew));
        return command;
    }
}
