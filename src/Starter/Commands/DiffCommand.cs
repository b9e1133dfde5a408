using System.CommandLine;
using SlopTemporal.Starter.Journals;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop diff</c>: what a track or a ticket has changed, at any moment.</summary>
internal static class DiffCommand
{
    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Required();
        var ticket = new Argument<string?>("ticket")
        {
            Description = "Id of the ticket: its commit, or its work so far; without it all that is merged",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var stat = new Option<bool>("--stat") { Description = "Only the files, with the number of changed lines in each" };
        var names = new Option<bool>("--name-only") { Description = "Only the names of the files" };
        var beside = new Option<bool>("--side-by-side")
        {
            Description = "Before and after in two columns, if a line has room for 80 characters",
        };
        var command = cli.Command(
            "diff",
            "The changes of a track or ticket: while it works, at a gate, blocked or merged",
            "slop diff ledger",
            "slop diff ledger currency",
            "slop diff ledger currency --stat",
            "slop diff ledger currency --side-by-side",
            "slop diff ledger currency > currency.patch");
        command.Add(track);
        command.Add(ticket);
        command.Add(stat);
        command.Add(names);
        command.Add(beside);
        command.Validators.Add(result =>
        {
            if (new[] { stat, names, beside }.Count(option => result.GetValue(option)) > 1)
            {
                result.AddError("--stat, --name-only and --side-by-side exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            cli.Open(parsed),
            parsed.GetValue(track)!,
            parsed.GetValue(ticket),
            parsed.GetValue(stat) ? DiffForm.Stat
                : parsed.GetValue(names) ? DiffForm.Names
                : parsed.GetValue(beside) ? DiffForm.SideBySide
                : DiffForm.Whole,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, string id, string? ticket, DiffForm form, CancellationToken cancellationToken)
    {
        var track = await JournaledTrack.FindAsync(session, id, cancellationToken);
        var diff = await WorkDiff.ReadAsync(session, track, ticket, cancellationToken);
        if (session.Json)
        {
            session.AnswerJson(diff);
            return ExitCode.Done;
        }

        // Beside the diff, not in it: what is piped can be applied.
        await session.Terminal.Error.WriteLineAsync(DiffView.Heading(diff).AsMemory(), cancellationToken);
        if (form == DiffForm.Whole && !session.Terminal.IsLive)
        {
            await session.Terminal.Out.WriteAsync(diff.Diff.AsMemory(), cancellationToken);
        }
        else
        {
            Screen.Write(session.Terminal, DiffView.Render(diff, form));
        }

        return ExitCode.Done;
    }
}
