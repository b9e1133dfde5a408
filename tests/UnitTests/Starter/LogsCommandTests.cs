using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.UnitTests.Starter;

public sealed class LogsCommandTests : IDisposable
{
    private readonly JournalScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_happened_stands_in_the_order_of_time()
    {
        _scene.WriteAll();

        var ran = await _scene.Slop.RunAsync("logs", "csv");

        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error));
        Golden.Match("logs.txt", ran.Out);
    }

    [Fact]
    public async Task The_newest_lines_are_shown_of_one_ticket_or_all()
    {
        _scene.WriteAll();

        var newest = await _scene.Slop.RunAsync("logs", "csv", "-n", "2");
        var docs = await _scene.Slop.RunAsync("logs", "csv", "docs");
        var none = await _scene.Slop.RunAsync("logs", "csv", "-n", "0");

        Assert.Equal(
            "2026-01-02 03:04:20Z  parser  verify passed\n2026-01-02 03:04:21Z  parser  verify of the merged work passed\n", newest.Out);
        Assert.Equal("2026-01-02 03:04:09Z  docs  attempt 1 begins: a prompt of 24 characters\n", docs.Out);
        Assert.Equal("", none.Out);
    }

    [Fact]
    public async Task Programs_get_an_object_a_line()
    {
        _scene.WriteAll();

        var ran = await _scene.Slop.RunAsync("logs", "csv", "--json", "-n", "1");

        Assert.Equal(
            """{"at":"2026-01-02T03:04:21+00:00","ticket":"parser","attempt":2,"kind":"check","text":"verify of the merged work passed"}"""
                + "\n",
            ran.Out);
        Assert.All(
            (await _scene.Slop.RunAsync("logs", "csv", "--json")).Out.TrimEnd().Split('\n'), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task Hostile_and_long_words_stay_on_their_line()
    {
        var call = JournalScene.Call("run_command", new { command = JournalScene.Hostile });
        _scene.Turn("docs", 1, 1, JournalScene.Hostile, call);
        _scene.Result("docs", 1, (1, 1), call, ok: true, new string('x', 600));

        var lines = (await _scene.Slop.RunAsync("logs", "csv")).Out.TrimEnd('\n').Split('\n');

        Assert.Equal(
            [
                "2026-01-02 03:04:05Z  docs  turn 1 · scripted:1 · 1 call",
                @"2026-01-02 03:04:05Z  docs  said: \u001b[2J\u202edone\u0007 if x:\u009b31m",
                @"2026-01-02 03:04:05Z  docs  [TOOL CALL] run_command \u001b[2J\u202edone\u0007 if x:\u009b31m",
                $"2026-01-02 03:04:06Z  docs  [TOOL RESULT] ok {new string('x', 499)}…",
            ],
            lines);
    }

    [Fact]
    public async Task A_decision_is_told_with_its_words_and_its_reach()
    {
        _scene.Decide(
            "docs",
            1,
            GateKind.Question,
            "Which?",
            new() { Approve = true, By = "ann", Edited = JsonSerializer.SerializeToElement("the second") });
        _scene.Decide("docs", 1, GateKind.Tool, "run_command make", new() { Approve = true, By = "ben", Always = true });
        _scene.Decide(
            "docs", 1, GateKind.Integrate, "merge", new() { Approve = false, Comment = "nobody answered in time" }, byDefault: true);

        var ran = await _scene.Slop.RunAsync("logs", "csv");

        Assert.Equal(
            """
            2026-01-02 03:04:05Z  docs  decided docs/question-1: approved by ann: the second
            2026-01-02 03:04:06Z  docs  decided docs/tool-1: approved by ben, from now on
            2026-01-02 03:04:07Z  docs  decided docs/integrate-1: rejected at the deadline: nobody answered in time

            """,
            ran.Out);
    }

    [Fact]
    public async Task Following_gives_each_event_once_and_ends_with_the_track()
    {
        _scene.Prompt("docs", 1, "Write it down.");
        var looks = new Queue<Action>(
            [() => _scene.Turn("docs", 1, 1, "Done."), () => { }, () => _scene.Verify("docs", 1, 1, failure: null)]);
        var log = new FollowedLog(new(_scene.Run, ticket: null), new(_scene.LiveFile), ticket: null);
        var seen = new List<string>(log.Begin(100).Select(item => item.Event!.Text));

        await new LogFollower(
            log,
            IsOverAsync,
            items => seen.AddRange(items.Select(item => item.Event!.Text)),
            TimeSpan.Zero).FollowAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["attempt 1 begins: a prompt of 14 characters", "turn 1 · scripted:1 · done", "said: Done.", "verify passed"], seen);

        Task<bool> IsOverAsync(CancellationToken cancellationToken)
        {
            looks.Dequeue()();
            return Task.FromResult(looks.Count == 0);
        }
    }

    [Fact]
    public async Task Following_a_track_that_is_over_ends_by_itself()
    {
        _scene.WriteAll();
        _scene.Close(TrackStatus.Completed, States.Ticket("parser", TicketStatus.Completed));

        var ran = await _scene.Slop.RunAsync("logs", "csv", "-f", "-n", "1");

        Assert.Equal((ExitCode.Done, "2026-01-02 03:04:21Z  parser  verify of the merged work passed\n"), (ran.Code, ran.Out));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_is()
    {
        _scene.WriteAll();

        var track = await _scene.Slop.RunAsync("logs", "cvs");
        var ticket = await _scene.Slop.RunAsync("logs", "csv", "parse");
        var lines = await _scene.Slop.RunAsync("logs", "csv", "-n", "-1");

        Assert.Equal((ExitCode.BadInput, "error: there is no track cvs here\nhelp: known here: csv\n"), (track.Code, track.Error));
        Assert.Equal(
            (ExitCode.BadInput, "error: the track csv has no ticket parse\nhelp: it has docs, parser\n"), (ticket.Code, ticket.Error));
        Assert.Equal(
            (
                ExitCode.BadInput,
                "error: --lines is -1; it must be a whole number from 0 to 2147483647.\n"
                    + "help: `slop logs --help` shows its options and examples\n"),
            (lines.Code, lines.Error));
    }
}
