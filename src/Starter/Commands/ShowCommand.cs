using System.CommandLine;
using SlopTemporal.Starter.Journals;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop show</c>: what was said and done, from the journal on disk.</summary>
internal static class ShowCommand
{
    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Required();
        var ticket = new Argument<string?>("ticket")
        {
            Description = "Id of the ticket whose conversation is shown; without it one line for each attempt of the track",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var attempt = new Option<int?>("--attempt")
        {
            Description = "Only this attempt of the ticket",
            HelpName = "n",
            CustomParser = NumberParser.Whole(1, int.MaxValue),
        };
        var full = new Option<bool>("--full")
        {
            Description = "Show long texts in full, and the instructions that every agent gets; --json always has both",
        };
        var output = new Option<bool>("--output")
        {
            Description = "Only what checks have written, whole: those of the ticket, or setup and checks of the base of the track",
        };
        var plan = new Option<bool>("--plan") { Description = "Only the planned track file, as it was approved or waits for you" };
        var command = cli.Command(
            "show",
            "The transcript: prompts, turns, calls, checks and decisions; needs no server",
            "slop show ledger",
            "slop show ledger parser",
            "slop show ledger parser --attempt 2 --full",
            "slop show ledger parser --output",
            "slop show ledger --output",
            "slop show ledger --plan > track.json");
        command.Add(track);
        command.Add(ticket);
        command.Add(attempt);
        command.Add(full);
        command.Add(output);
        command.Add(plan);
        command.Validators.Add(result =>
        {
            if (result.GetResult(attempt) is not null && result.GetValue(ticket) is null)
            {
                result.AddError("--attempt is for one ticket; name it after the track.");
            }
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(plan)
            ? ShowPlanAsync(cli.Open(parsed), parsed.GetValue(track)!, cancellationToken)
            : RunAsync(
            cli.Open(parsed),
            parsed.GetValue(track)!,
            new(parsed.GetValue(ticket), parsed.GetValue(attempt), parsed.GetValue(full) ? TextLength.Full : TextLength.Cut)
            {
                OutputOnly = parsed.GetValue(output),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, Wanted wanted, CancellationToken cancellationToken)
    {
        var track = await JournaledTrack.FindAsync(session, id, cancellationToken);
        if (wanted.Ticket is { } ticket)
        {
            ShowTicket(session, track, ticket, wanted);
        }
        else if (wanted.OutputOnly)
        {
            ShowOutputs(session, CheckOutputs.OfBase(track, new(session.Home)));
        }
        else
        {
            await ShowTrackAsync(session, track, cancellationToken);
        }

        return ExitCode.Done;
    }

    private static async Task<int> ShowPlanAsync(Session session, string id, CancellationToken cancellationToken)
    {
        var track = await JournaledTrack.FindAsync(session, id, cancellationToken);
        var plan = track.Run.Plans() is [var newest, ..] ? newest : throw CliError.NoPlan(id);
        await session.Terminal.Out.WriteAsync(plan.File);
        return ExitCode.Done;
    }

    private static async Task ShowTrackAsync(Session session, JournaledTrack track, CancellationToken cancellationToken)
    {
        var overview = TrackOverview.From(track, new(session.Home));
        if (session.Json)
        {
            session.AnswerJson(overview);
            return;
        }

        if (track.Snapshot is { } snapshot)
        {
            var document = await track.DocumentAsync(session.Home, cancellationToken);
            Screen.Write(session.Terminal, EndReport.Render(new TrackEnd(snapshot), document, DateTimeOffset.UtcNow));
        }
        else
        {
            await session.Terminal.Out.WriteLineAsync(
                $"{SafeText.Line(track.Id)}: neither a server nor a record knows its state; this is what is on disk");
        }

        await session.Terminal.Out.WriteAsync("\n" + AttemptLines.Render(overview.Tickets));
    }

    private static void ShowTicket(Session session, JournaledTrack track, string id, Wanted wanted)
    {
        var ticket = track.RequireTicket(id);
        var folders = track.Run.Attempts(ticket);
        if (wanted.Attempt is { } attempt && folders.All(f => f.Attempt != attempt))
        {
            throw CliError.NoSuchAttempt(ticket, attempt, [.. folders.Select(f => f.Attempt)]);
        }

        var store = new ContentStore(session.Home);
        var attempts = folders
            .Where(f => wanted.Attempt is null || f.Attempt == wanted.Attempt)
            .Select(f => new AttemptReader(f, store).ReadTranscript(track.FindSnapshot(ticket)));
        var transcript = new Transcript(track.Id, ticket, [.. attempts]);
        if (wanted.OutputOnly)
        {
            ShowOutputs(session, CheckOutputs.OfTicket(transcript));
        }
        else if (session.Json)
        {
            session.AnswerJson(transcript);
        }
        else
        {
            session.Terminal.Out.Write(transcript.Attempts.Count == 0
                ? $"{SafeText.Line(ticket)} has not begun\n"
                : TranscriptText.Render(transcript, wanted.Length));
        }
    }

    private static void ShowOutputs(Session session, CheckOutputs outputs) => session.Answer(
        outputs,
        () => new Rows(outputs.Outputs.Count == 0
            ? [new WholeLine($"no check of {SafeText.Line(outputs.Ticket ?? $"the base of {outputs.Track}")} has run")]
            : outputs.Outputs.Select(o => new WholeLine($"{o.Of}: {SafeText.Line(o.End)}\n\n{SafeText.Block(o.Output)}\n"))));

    private sealed record Wanted(string? Ticket, int? Attempt, TextLength Length)
    {
        public bool OutputOnly { get; init; }
    }
}
