using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.Starter;

public sealed class EndReportTests
{
    private const int Width = 110;

    [Fact]
    public void A_completed_track_shows_tickets_branch_bill_and_where_to_look()
    {
        var tickets = States.AtWork().Tickets.Select(
            (t, i) => t with { Status = TicketStatus.Completed, Commit = $"{i}123456789abcdef", Reason = null });
        var track = States.Track(TrackStatus.Completed, [.. tickets]) with { Ended = States.Now };
        var document = new TrackDocument
        {
            Track = new() { Id = "csv", Tickets = States.Graph },
            Repository = "/home/me/my repo",
            BaseCommit = "00112233445566778899",
        };

        Golden.Match("end-completed.txt", Render(new(track), document));
    }

    [Fact]
    public void A_blocked_track_says_why_and_what_a_person_can_do() =>
        Golden.Match("end-blocked.txt", Render(new(States.AtWork() with { Status = TrackStatus.Blocked }), null));

    [Fact]
    public void A_ticket_that_changed_nothing_says_so()
    {
        var ticket = States.Ticket("model", TicketStatus.Completed);
        var track = States.Track(TrackStatus.Completed, ticket);

        Assert.Contains("completed  no change", Render(new(track with { Branch = "slop/csv" }), null), StringComparison.Ordinal);
        Assert.DoesNotContain("no change", Render(new(track with { Branch = null }), null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_landed_is_told_wherever_a_ticket_is_shown_and_what_is_unusual_about_it_first()
    {
        var ticket = States.Ticket("model", TicketStatus.Completed) with
        {
            Commit = "0123456789abcdef",
            Changes = new(3, 12, 2, ["deleted a check: tests/a.sh"]),
        };
        var nothing = States.Ticket("docs", TicketStatus.Completed);
        var track = States.Track(TrackStatus.Completed, ticket, nothing) with { Branch = "slop/csv" };
        var report = Render(new(track), null);

        Assert.Contains("3 files +12 -2", report, StringComparison.Ordinal);
        Assert.Contains("Look at what was merged\n  model  deleted a check: tests/a.sh\n", report, StringComparison.Ordinal);
        string[] others =
        [
            string.Join('\n', TrackLines.Changes(null, track, States.Now)),
            Screen.Text(TrackTable.Render(track, States.Now, 10, 200), 200),
            Domain.Snapshots.TrackMarkdown.Render(track),
        ];
        Assert.All(others, text => Assert.Contains("3 files +12 -2, unusual: deleted a check: tests/a.sh", text, StringComparison.Ordinal));
        Assert.All(others, text => Assert.Contains("no change", text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_tried_again_is_shown_wherever_a_ticket_is_shown()
    {
        const string Why = "verify failed 3 times and is tried again: disk full";
        var track = States.Track(TrackStatus.Running, States.Ticket("model", TicketStatus.InProgress) with { Retrying = Why });
        string[] shown =
        [
            Render(new(track), null),
            string.Join('\n', TrackLines.Changes(null, track, States.Now)),
            Screen.Text(TrackTable.Render(track, States.Now, 10, 200), 200),
            Domain.Snapshots.TrackMarkdown.Render(track),
        ];

        Assert.All(shown, text => Assert.Contains(Why, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_track_gives_its_reason()
    {
        var failed = States.Track(TrackStatus.Failed, States.Ticket("model")) with
        {
            Reason = "the checks fail on the base, before any work: `make test` exited with 2: boom",
        };

        Assert.Contains(
            "because the checks fail on the base, before any work: `make test` exited with 2: boom",
            Render(new(failed), null),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_stays_on_the_screen()
    {
        var ids = Enumerable.Range(0, 60).Select(n => $"t{n:00}").ToList();
        var graph = ids.Select((id, n) => new Ticket { Id = id, Description = "d", DependsOn = n == 0 ? [] : [ids[n - 1]] }).ToList();
        var track = States.Track(TrackStatus.Running, [.. ids.Select(id => States.Ticket(id))]);

        var lines = Screen.Text(TicketTree.Render(track, graph), Width).TrimEnd().Split('\n');

        Assert.Equal(61, lines.Length);
        Assert.All(ids, id => Assert.Contains(lines, l => l.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public void Beyond_a_few_hundred_tickets_the_rest_is_counted()
    {
        var track = States.Track(
            TrackStatus.Running,
            [.. Enumerable.Range(0, 300).Select(n => States.Ticket($"t{n}", n == 299 ? TicketStatus.Blocked : TicketStatus.Completed))]);

        var text = Screen.Text(TicketTree.Render(track, []), Width);

        Assert.Contains("✗ t299", text, StringComparison.Ordinal);
        Assert.Contains("… and 100 more", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_tracks_are_a_table_with_what_needs_a_person_first() => Golden.Match("list.txt", Screen.Text(TrackList.Render(new(
        [
            new("words", "Words for a launch", TrackStatus.Completed, 0, 0),
            new("csv", "Add CSV export", TrackStatus.Blocked, 2, 1.25m),
        ])), Width));

    [Fact]
    public void A_track_that_was_closed_while_it_was_blocked_is_over_in_the_list()
    {
        var closed = States.Track(TrackStatus.Blocked, States.Ticket("a", TicketStatus.Blocked)) with { Ended = States.Now };

        var line = TrackListLine.From(new(closed));

        Assert.Equal(0, line.NeedsYou);
        Assert.Contains("blocked, over", Screen.Text(TrackList.Render(new([line])), Width), StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_gate_of_a_ticket_is_counted_once()
    {
        var gates = new[] { "a", "b" }.Select(ticket => new Gate
        {
            Id = $"{ticket}/spawn-1",
            Ticket = ticket,
            Kind = GateKind.Spawn,
            Opened = States.Start,
            Hash = "4f1c",
            Subject = $"start {ticket}",
        });
        var track = States.Track(
            TrackStatus.Waiting,
            States.Ticket("a", TicketStatus.Waiting),
            States.Ticket("b", TicketStatus.Waiting),
            States.Ticket("c", TicketStatus.Blocked));

        Assert.Equal(3, TrackListLine.From(new(track with { Gates = [.. gates] })).NeedsYou);
    }

    [Fact]
    public void Below_the_deepest_level_each_ticket_says_what_it_is_after()
    {
        Ticket[] graph = [.. Enumerable.Range(1, 11).Select(n => new Ticket { Id = $"t{n}", Description = "d", DependsOn = Before(n) })];
        var track = States.Track(TrackStatus.Running, [.. graph.Select(t => States.Ticket(t.Id))]);

        var text = Screen.Text(TicketTree.Render(track, graph), Width);

        Assert.Matches("t8  todo\n", text);
        Assert.Matches("t9  todo  after t8\n", text);
        Assert.Matches("t11  todo  after t10", text);

        static string[] Before(int ticket) => ticket == 1 ? [] : [$"t{ticket - 1}"];
    }

    [Fact]
    public void The_doctor_shows_findings_and_settings_with_their_origin() => Golden.Match("doctor.txt", Screen.Text(DoctorTable.Render(new(
        [new("git", Health.Fine, "2.43.0"), new("sandbox", Health.Poor, "bubblewrap (bwrap) is not installed")],
        [new("home", "/home/me/.local/state/slop", "default"), new("sandbox", "required", "SLOP_SANDBOX")])), Width));

    [Theory]
    [InlineData(TrackStatus.Completed, null, ExitCode.Done)]
    [InlineData(TrackStatus.Blocked, null, ExitCode.Blocked)]
    [InlineData(TrackStatus.Waiting, null, ExitCode.Waiting)]
    [InlineData(TrackStatus.Cancelled, null, ExitCode.Cancelled)]
    [InlineData(TrackStatus.Failed, null, ExitCode.Failure)]
    [InlineData(TrackStatus.Failed, Failures.RedBase, ExitCode.BadInput)]
    public void The_exit_code_tells_how_a_track_ended(TrackStatus status, string? failure, int code) =>
        Assert.Equal(code, new TrackEnd(States.Track(status), failure is null ? null : new(failure, "x")).ExitCode);

    [Fact]
    public void A_budget_gate_has_an_exit_code_of_its_own()
    {
        var waiting = States.Track(TrackStatus.Waiting) with
        {
            Gates = [
                new()
                {
                    Id = "budget-1",
                    Ticket = "",
                    Kind = GateKind.Budget,
                    Opened = States.Start,
                    Hash = "4f1c",
                    Subject = "5 USD are spent",
                },
            ],
        };

        Assert.Equal(ExitCode.Budget, new TrackEnd(waiting).ExitCode);
    }

    private static string Render(TrackEnd end, TrackDocument? document) => Screen.Text(EndReport.Render(end, document, States.Now), Width);
}
