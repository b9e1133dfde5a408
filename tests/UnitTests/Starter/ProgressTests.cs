using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.UnitTests.Starter;

public sealed class ProgressTests
{
    private const int Width = 110;

    [Fact]
    public void A_used_up_quota_is_told_once_with_the_way_to_try_at_once()
    {
        var track = States.AtWork() with { QuotaUntil = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero) };

        var line = Assert.Single(TrackLines.Changes(track with { QuotaUntil = null }, track, States.Now));

        Assert.EndsWith(
            $"a quota of the day is used up: no call until 2026-11-25 08:00 UTC  (slop resume {track.Id} tries at once)",
            line,
            StringComparison.Ordinal);
        Assert.Contains("no call until 08:00 UTC", TrackTotals.Line(track, States.Now), StringComparison.Ordinal);
        Assert.Contains("The signal `resume` tries at once.", Domain.Snapshots.TrackMarkdown.Render(track), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_table_has_a_line_per_ticket_and_one_for_the_whole() =>
        Golden.Match("table.txt", Screen.Text(TrackTable.Render(States.AtWork(), States.Now, maxRows: 20, Width), Width));

    [Fact]
    public void Where_rows_are_few_what_needs_eyes_comes_first_and_the_rest_is_counted() =>
        Golden.Match("table-short.txt", Screen.Text(TrackTable.Render(States.AtWork(), States.Now, maxRows: 2, Width), Width));

    [Fact]
    public void A_narrow_screen_cuts_lines_and_wraps_none()
    {
        var lines = Screen.Text(TrackTable.Render(States.AtWork(), States.Now, maxRows: 20, width: 60), width: 60).TrimEnd().Split('\n');

        Assert.Equal(6, lines.Length);
        Assert.All(lines, l => Assert.True(l.Length <= 60, l));
    }

    [Fact]
    public void Plain_lines_come_only_for_changes()
    {
        var before = States.AtWork();
        var after = before with
        {
            Tickets = [
                before.Tickets[0],
                before.Tickets[1] with { Doing = "edit_file a.cs" },
                before.Tickets[2],
                before.Tickets[3] with { Status = TicketStatus.InProgress, Attempt = 1 },
            ],
        };

        var lines = TrackLines.Changes(null, before, States.Now)
            .Append("--")
            .Concat(TrackLines.Changes(before, after, States.Now.AddMinutes(3)));
        Golden.Match("lines.txt", string.Join('\n', lines) + "\n");
        Assert.Empty(TrackLines.Changes(after, after, States.Now));
    }

    [Fact]
    public void Words_of_models_and_repositories_cannot_move_the_cursor_or_add_markup()
    {
        var ticket = States.Ticket("a", TicketStatus.Blocked) with
        {
            Attempt = 1,
            Model = "[red]x[/]",
            Reason = "\u001b[2Jgone\r\nnew line \u202eesrever [bold]",
        };
        var hostile = States.Track(TrackStatus.Running, ticket) with { Title = "a\u001b]0;title\u0007 [link=x]" };

        var screens = Screen.Text(TrackTable.Render(hostile, States.Now, 10, Width), Width)
            + Screen.Text(EndReport.Render(new(hostile), null, States.Now), Width)
            + string.Join('\n', TrackLines.Changes(null, hostile, States.Now));

        Assert.DoesNotContain(screens, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        Assert.Contains("[red]x[/]", screens, StringComparison.Ordinal);
        Assert.Contains("\\u001b[2Jgone new line", screens, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_ticket_says_of_itself_is_newer_than_what_its_track_heard()
    {
        var live = States.Ticket("parser", TicketStatus.InProgress) with
        {
            Attempt = 2,
            Turn = 4,
            Doing = "edit_file a.cs",
            Started = States.Now,
        };

        var merged = States.AtWork().WithLiveTickets([live]).Tickets[1];

        Assert.Equal((4, "edit_file a.cs", States.Start.AddSeconds(4)), (merged.Turn, merged.Doing, merged.Started));
    }

    [Fact]
    public void What_a_ticket_has_used_by_now_counts_with_its_earlier_runs_and_no_total_falls_when_it_is_tried_again()
    {
        var known = States.Ticket("parser", TicketStatus.InProgress) with
        {
            Attempt = 2,
            Usage = [States.Spent("scripted:1", 900, 100, 1)],
            EarlierUsage = [States.Spent("scripted:1", 900, 100, 1)],
        };
        var live = known with { Usage = [States.Spent("scripted:1", 400, 50, 1)], EarlierUsage = null };
        var track = States.Track(TrackStatus.Running, known);

        var now = track.WithLiveTickets([live]);
        var stale = track.WithLiveTickets([live with { Attempt = 1 }]);

        Assert.Equal((1450, 2), (now.Tickets[0].Usage[0].Usage.Tokens, now.Usage["tier_3"].Calls));
        Assert.Equal(1000, stale.Tickets[0].Usage[0].Usage.Tokens);
        Assert.Null(now.Tickets[0].EarlierUsage);
    }

    [Fact]
    public void What_the_track_does_before_any_ticket_is_told()
    {
        var track = States.Track(TrackStatus.Running) with { Doing = "checking the base" };

        Assert.Contains(TrackLines.Changes(null, track, States.Now), line => line.Contains("checking the base", StringComparison.Ordinal));
    }
}
