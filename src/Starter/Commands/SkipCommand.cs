using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop skip</c>: go on without a ticket.</summary>
internal static class SkipCommand
{
    public static Command Create(Cli cli)
    {
        var words = Steering.TicketArgument();
        var command = cli.Command(
            "skip",
            "Go on without a ticket: what depends on it may start",
            "slop skip parser",
            "slop skip csv-export parser");
        command.Add(words);
        command.SetAction(
            (parsed, token) => Steering.SendForTicketAsync(cli.Open(parsed), parsed.GetValue(words)!, "skip", ticket => ticket, token));
        return command;
    }
}
