using System.CommandLine;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop add</c>: tickets that join a running track.</summary>
internal static class AddCommand
{
    public static Command Create(Cli cli)
    {
        var words = new Argument<string[]>("tickets")
        {
            Description = "A file with a ticket or a list of tickets (- for standard input); "
                + "put the id of its track first if several tracks are running",
            Arity = new(1, 2),
            HelpName = "[track] tickets.json",
        };
        var command = cli.Command(
            "add",
            "Add tickets to a running track; all of them, or none and the reason",
            "slop add more.json",
            "slop add csv-export more.json",
            "echo '{\"id\":\"docs\",\"description\":\"…\"}' | slop add -");
        command.Add(words);
        command.SetAction((parsed, token) =>
        {
            var session = cli.Open(parsed);
            var given = parsed.GetValue(words)!;
            return Steering.SendAsync(
                session,
                async (running, _) =>
                {
                    var tickets = TicketsToAdd.Read(session.Terminal, given[^1]);
                    return (await running.SelectAsync(given.Length == 2 ? given[0] : null, token), "add_tickets", tickets);
                },
                token);
        });
        return command;
    }
}
