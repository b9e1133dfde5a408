using System.CommandLine;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop tell</c>: words that the model reads before its next turn.</summary>
internal static class TellCommand
{
    public static Command Create(Cli cli)
    {
        var words = new Argument<string[]>("ticket words")
        {
            Description = "Id of the ticket; put the id of its track first if several tracks are running; last the words, in quotes",
            Arity = new(2, 3),
            HelpName = "[track] ticket \"words\"",
        };
        var command = cli.Command(
            "tell",
            "Tell the model of a ticket something before its next turn",
            "slop tell parser \"Quotes can be doubled.\"",
            "slop tell csv-export parser \"Quotes can be doubled.\"");
        command.Add(words);
        command.SetAction((parsed, token) =>
        {
            var given = parsed.GetValue(words)!;
            return Steering.SendForTicketAsync(
                cli.Open(parsed), given[..^1], "tell", ticket => new TicketRequest { Ticket = ticket, Text = given[^1] }, token);
        });
        return command;
    }
}
