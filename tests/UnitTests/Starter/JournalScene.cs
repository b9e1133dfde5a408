using System.Text.Json;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Live;
using SlopTemporal.Local.Patching;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>A journal as the worker writes it, a piece each second, and the command line that reads it. Nobody else is there.</summary>
internal sealed class JournalScene : IDisposable
{
    public const string Hostile = "\u001b[2J\u202Edone\u0007\r\n\tif x:\u009b31m";

    private readonly Journal _journal;
    private readonly SlopHome _home;

    public JournalScene()
    {
        _home = new(Slop.Home);
        _journal = new(_home);
    }

    public CommandLine Slop { get; } = new();

    /// <summary>When the next piece is written.</summary>
    public DateTimeOffset Now { get; private set; } = States.Start;

    public RunFolder Run => new JournalFolders(_home).Run("csv", 1);

    public string LiveFile => SlopTemporal.Local.Live.LiveFile.PathFor(_home, "csv", 1);

    private static TrackScope Scope => new("document", "csv", 1);

    public void Dispose() => Slop.Dispose();

    public void Prompt(string ticket, int attempt, string text) =>
        Write(ticket, attempt, JournalNames.Prompt, new PromptRecord("You work on tickets.", text));

    public void EditedPrompt(string ticket, int attempt, string text) =>
        Write(ticket, attempt, JournalNames.EditedPrompt, new PromptRecord("You work on tickets.", text));

    public void Turn(string ticket, int attempt, int turn, string text, params CallRequest[] calls) =>
        Told(ticket, attempt, turn, null, text, calls);

    /// <summary>A turn before which the model was told something.</summary>
    public void Told(string ticket, int attempt, int turn, string? message, string text, params CallRequest[] calls) =>
        Write(ticket, attempt, JournalNames.Turn(turn), new TurnRecord
        {
            Turn = turn,
            Message = message,
            Kind = Reply.Classify(text, calls.Length),
            Text = text,
            Calls = calls,
            Model = Ladder.Scripted[attempt - 1],
            Rung = attempt - 1,
            Usage = new() { Input = 1000, Output = 234, Calls = 1 },
            At = Now,
        });

    public void Result(string ticket, int attempt, (int Turn, int Call) place, CallRequest call, bool ok, string text) =>
        Write(ticket, attempt, JournalNames.Call(place.Turn, place.Call), new CallRecord(call.Name, call.Arguments, ok, text));

    public void NoReply(string ticket, int attempt, int turn, string reason) =>
        Write(
            ticket,
            attempt,
            JournalNames.Try(turn, 1),
            new ModelTry(Ladder.Scripted[0], FailureKind.Quality, reason, new Usage { Calls = 1 }));

    public void Verify(string ticket, int attempt, int turn, string? failure) => Write(
        ticket,
        attempt,
        JournalNames.Verify(turn),
        new VerifyResult("tree", failure is null ? null : new("make test", 2, new ContentStore(_home).Put($"$ make test\nexit code 2\n\n"
            + $"{failure}"), failure)));

    /// <summary>What another tier said of the ticket's work.</summary>
    public void Answer(string ticket, int attempt, int tier, int turn, string text) =>
        Write(ticket, attempt, JournalNames.Turn(turn, tier), new TurnRecord
        {
            Turn = turn,
            Kind = ReplyKind.Done,
            Text = text,
            Model = Ladder.Scripted[0],
            Rung = 0,
            Usage = new() { Calls = 1 },
            At = Now,
        });

    /// <summary>A patch that does not fit, and one that does.</summary>
    public void Patches(string ticket, int attempt, string problem, PreparedPatch patch)
    {
        Write(ticket, attempt, JournalNames.PatchRefused(2), new RefusedPatch(problem));
        var text = $"Red: `make test` exited with 2\n\n{patch.Diff}";
        Write(ticket, attempt, JournalNames.Patch(3), new PatchRecord("01234567", text, patch));
    }

    /// <summary>A check that passed, with what it wrote.</summary>
    public void VerifyPassed(string ticket, int attempt, int turn, string output) => Write(
        ticket,
        attempt,
        JournalNames.Verify(turn),
        new VerifyResult("tree") { Passed = [new("make test", TimeSpan.FromSeconds(1.5), new ContentStore(_home).Put(output))] });

    /// <summary>A base that is red.</summary>
    public void BaseCheck(string why) => _journal.Write(
        AttemptScope.ForRun(Scope),
        JournalNames.BaseCheck,
        new BaseCheckRecord(new("make", 2, new ContentStore(_home).Put($"$ make\n{why}"), why)));

    public void Merged(string ticket, int attempt) =>
        Write(ticket, attempt, JournalNames.Merged("0123456789abcdef"), new VerifyResult("tree"));

    public void Decide(string ticket, int attempt, GateKind kind, string subject, Decision decision, bool? byDefault = null)
    {
        var gate = new Gate
        {
            Id = $"{ticket}/{Words.For(kind)}-1",
            Ticket = ticket,
            Kind = kind,
            Hash = "01234567",
            Subject = subject,
            Opened = Now,
        };
        Write(ticket, attempt, JournalNames.Gate(gate), new DecidedGate(gate, decision, Now, byDefault));
    }

    /// <summary>A line of the live log, of the ticket's first attempt.</summary>
    public void Live(string ticket, int turn, LiveKind kind, string text, int? number = null)
    {
        var line = new LiveLine(Now, LiveLine.WorkerPrefix + ticket, ticket, 1, turn, kind, text) { Number = number };
        AppendOnlyFile.AppendLine(LiveFile, JsonSerializer.SerializeToUtf8Bytes(line, SlopJson.Options));
        Now += TimeSpan.FromSeconds(1);
    }

    /// <summary>The record of the end of the track.</summary>
    public void Close(TrackStatus status, params TicketSnapshot[] tickets)
    {
        var records = new TrackRecords(_home);
        AtomicFile.Write(records.PageFile(Scope, 0), JsonSerializer.Serialize(tickets, SlopJson.Indented));
        AtomicFile.Write(
            records.TrackFile(Scope),
            JsonSerializer.Serialize(States.Track(status, tickets) with { Tickets = [], Ended = States.Now }, SlopJson.Indented));
    }

    /// <summary>The way of a ticket with a failed attempt, a gate, a failed call and a merge; beside it one that has only begun.</summary>
    public void WriteAll()
    {
        var read = Call("read_file", new { path = "src/a.sh" });
        var edit = Call("edit_file", new { path = "src/a.sh", old_text = "a\n\tb", new_text = "a\n\tc" });
        var command = Call("run_command", new { command = "make", network = true });
        Prompt("parser", 1, "# Ticket\n\nAdd it.");
        Decide(
            "parser",
            1,
            GateKind.Spawn,
            "start parser, attempt 1",
            new() { Approve = true, By = "ann", Edited = Json(new { prompt = "Add it well." }) });
        EditedPrompt("parser", 1, "# Ticket\n\nAdd it well.");
        Turn("parser", 1, 1, "I look first.", read, edit);
        Prompt("docs", 1, "# Ticket\n\nWrite it down.");
        Result("parser", 1, (1, 1), read, ok: true, "src/a.sh, lines 1-2 of 2\na\n\tb");
        Result("parser", 1, (1, 2), edit, ok: true, "Edited src/a.sh at line 1.");
        Turn("parser", 1, 2, "Done.");
        Verify("parser", 1, 2, "two tests are red");
        Prompt("parser", 2, "# The last attempt failed");
        NoReply("parser", 2, 1, "empty: neither text nor a call");
        Turn("parser", 2, 1, "", command);
        Decide(
            "parser",
            2,
            GateKind.Tool,
            "run_command make (needs the network)",
            new() { Approve = false, By = "ben", Comment = "no network here" });
        Result("parser", 2, (1, 1), command, ok: false, "A person rejected this call: no network here");
        Told("parser", 2, 2, "Your work does not merge.", "Seen.");
        Verify("parser", 2, 2, failure: null);
        Merged("parser", 2);
    }

    public static CallRequest Call(string name, object arguments) => new("1", name, Json(arguments));

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value, SlopJson.Options);

    private void Write<T>(string ticket, int attempt, string name, T record)
        where T : class
    {
        var scope = new AttemptScope(Scope, ticket, attempt);
        _journal.Write(scope, name, record);
        File.SetLastWriteTimeUtc(Path.Combine(_journal.Folder(scope), name + JournalFile.Extension), Now.UtcDateTime);
        Now += TimeSpan.FromSeconds(1);
    }
}
