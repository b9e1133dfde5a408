using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.UnitTests.Journals;

public sealed class FinishedWorkTests : IDisposable
{
    private static readonly Ticket Report = new() { Id = "report", Description = "Report.", DependsOn = ["b", "a"] };

    private readonly string _root = Directory.CreateTempSubdirectory("slop finished ").FullName;

    private SlopHome Home => new(_root);

    private Journal Journal => new(Home);

    private TrackRecords Records => new(Home);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_last_words_of_the_attempt_that_completed_a_ticket_are_its_answer()
    {
        Say("a", attempt: 1, turn: 1, ReplyKind.Done, "Not yet.");
        Say("a", attempt: 2, turn: 9, ReplyKind.Calls, "Let me see.");
        Say("a", attempt: 2, turn: 10, ReplyKind.Done, "All is well.");
        Journal.Write(Scope("a", 2), JournalNames.Changes(10), ChangesRecord.From([.. Enumerable.Range(0, 40).Select(n => $"f{n}")]));
        Say("b", attempt: 1, turn: 1, ReplyKind.Done, "Red.");

        var (skipped, answered) = Read(skipped: "b");

        Assert.True(skipped is { Id: "b", IsSkipped: true, Answer: null });
        Assert.True(answered is { Id: "a", IsSkipped: false, Answer: "All is well.", MoreFiles: 10 });
        Assert.Equal("f29", answered.Files[^1]);
    }

    [Fact]
    public void What_the_file_says_is_completed_was_answered_in_the_last_run_that_completed_it()
    {
        foreach (var (epoch, answer) in new[] { (1, "first"), (2, "second"), (3, "red") })
        {
            Say("a", attempt: 1, turn: 1, ReplyKind.Done, answer, epoch);
            Record(epoch, epoch == 3 ? TicketStatus.Blocked : TicketStatus.Completed);
        }

        var (unknown, answered) = Read(epoch: 5);

        Assert.Equal("second", answered.Answer);
        Assert.True(unknown is { IsSkipped: false, Answer: null });
    }

    [Fact]
    public void A_record_that_cannot_be_read_stops_nothing()
    {
        Say("a", attempt: 1, turn: 1, ReplyKind.Done, "first");
        Record(1, TicketStatus.Completed);
        File.WriteAllText(Records.PageFile(Scope("a", 1).Run, 0), "{");

        Assert.Null(Read(epoch: 2).Second.Answer);
    }

    private (Domain.Prompts.FinishedTicket First, Domain.Prompts.FinishedTicket Second) Read(int epoch = 1, params string[] skipped)
    {
        var finished = new FinishedWork(Journal, new(Home), Records).Before(new("document", "t", epoch), Report, skipped);
        Assert.Equal(2, finished.Count);
        return (finished[0], finished[1]);
    }

    private static AttemptScope Scope(string ticket, int attempt, int epoch = 1) => new(new("document", "t", epoch), ticket, attempt);

    private void Say(string ticket, int attempt, int turn, ReplyKind kind, string text, int epoch = 1) =>
        Journal.Write(Scope(ticket, attempt, epoch), JournalNames.Turn(turn), new TurnRecord
        {
            Turn = turn,
            Kind = kind,
            Text = text,
            Model = Ladder.Scripted[0],
            Rung = 0,
            Usage = Usage.None,
            At = DateTimeOffset.UnixEpoch,
        });

    private void Record(int epoch, TicketStatus status)
    {
        var file = Records.PageFile(Scope("a", 1, epoch).Run, 0);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        TicketSnapshot[] page = [new() { Id = "a", Status = status, Attempt = 1 }];
        File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(page, SlopJson.Options));
    }
}
