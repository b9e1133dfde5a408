using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Scheduling;

public sealed class SchedulerTests
{
    private readonly List<TrackCommand> _commands = [];
    private SchedulerState _state = null!;

    [Fact]
    public void Starts_what_depends_on_nothing_in_priority_then_file_order()
    {
        Open(2, new("a"), new("b") { Priority = 5 }, new("c") { Priority = 1 });

        Assert.Equal(["Start 2", "Start 0"], Said());
    }

    [Fact]
    public void A_completed_ticket_releases_its_dependants_and_a_blocked_one_does_not()
    {
        Open(4, new("a"), new("b"), new("c") { After = [0] }, new("d") { After = [1] });
        Said();

        Happen(
            new TrackEvent.Ended(1, TicketEnd.Blocked),
            new TrackEvent.Ended(0, TicketEnd.Completed),
            new TrackEvent.Ended(2, TicketEnd.Completed));

        Assert.Equal(["Start 2"], Said());
        Assert.Equal(TrackStatus.Blocked, _state.Status);
        Assert.Equal(TicketStatus.Todo, _state.Nodes[3].Status);
    }

    [Fact]
    public void Skipping_a_blocked_ticket_releases_its_dependants()
    {
        Open(1, new("a"), new("b") { After = [0] });
        Happen(new TrackEvent.Ended(0, TicketEnd.Blocked));
        Said();

        Happen(new TrackEvent.Skipped(0));

        Assert.Equal(["Start 1"], Said());
        Happen(new TrackEvent.Ended(1, TicketEnd.Completed));
        Assert.Equal(TrackStatus.Completed, _state.Status);
    }

    [Fact]
    public void A_retry_starts_a_blocked_ticket_again_and_means_nothing_elsewhere()
    {
        Open(1, new GraphTicket("a"));
        Happen(new TrackEvent.Retried(0));
        Happen(new TrackEvent.Ended(0, TicketEnd.Blocked));
        Said();

        Happen(new TrackEvent.Retried(0), new TrackEvent.Retried(0));

        Assert.Equal(["Start 0"], Said());
    }

    [Fact]
    public void What_waits_for_a_ticket_waits_for_those_that_take_its_place_and_hears_of_no_work_left_out()
    {
        Open(2, new("a"), new("b") { After = [0] });
        Said();

        Happen(new TrackEvent.Replaced(0, [new("a1"), new("a2") { After = [2] }]));
        Assert.Equal(["Start 2"], Said());
        Happen(new TrackEvent.Ended(2, TicketEnd.Completed));
        Assert.Equal(["Start 3"], Said());
        Happen(new TrackEvent.Ended(3, TicketEnd.Completed));

        Assert.Equal(["Start 1"], Said());
        Assert.Equal(TicketStatus.Skipped, _state.Nodes[0].Status);
        Assert.Equal([2, 3], _state.Graph[1].After);
        Assert.Null(_state.SkippedBefore(1));
    }

    [Fact]
    public void A_ticket_that_has_ended_is_not_replaced()
    {
        Open(2, new("a"), new("b") { After = [0] });
        Happen(new TrackEvent.Ended(0, TicketEnd.Blocked));
        var before = _state;

        Happen(new TrackEvent.Replaced(0, [new("a1")]));

        Assert.Same(before.Graph, _state.Graph);
        Assert.Equal(2, _state.Nodes.Length);
    }

    [Fact]
    public void Tickets_whose_files_overlap_never_run_together_and_others_pass_them()
    {
        Open(3, new("a") { Touches = ["src/**"] }, new("b") { Touches = ["src/x/y.cs"] }, new("c") { Touches = ["docs/*"] });
        Assert.Equal(["Start 0", "Start 2"], Said());

        Happen(new TrackEvent.Ended(0, TicketEnd.Completed));

        Assert.Equal(["Start 1"], Said());
    }

    [Fact]
    public void A_gated_ticket_gives_its_slot_back_and_keeps_its_files()
    {
        Open(1, new("a") { Touches = ["a"] }, new("b") { Touches = ["a"] }, new("c"));
        Said();

        Happen(new TrackEvent.Gated(0));
        Assert.Equal(["Start 2"], Said());
        Happen(new TrackEvent.Ungated(0));
        Assert.Empty(Said());
        Happen(new TrackEvent.Ended(2, TicketEnd.Completed));

        Assert.Equal(["GrantSlot 0"], Said());
    }

    [Fact]
    public void The_lane_has_room_for_one_and_goes_in_priority_then_file_order()
    {
        Open(3, new("a"), new("b"), new("c") { Priority = 1 });
        Said();

        Happen(new TrackEvent.WantsLane(1), new TrackEvent.WantsLane(0), new TrackEvent.WantsLane(2), new TrackEvent.LeftLane(1));
        Assert.Equal(["GrantLane 1", "GrantLane 2"], Said());
        Happen(new TrackEvent.Ended(2, TicketEnd.Completed));

        Assert.Equal(["GrantLane 0"], Said());
    }

    [Fact]
    public void Nothing_starts_while_paused_and_what_runs_goes_on()
    {
        Open(1, new("a"), new("b"));
        Said();

        Happen(new TrackEvent.Paused(), new TrackEvent.Ended(0, TicketEnd.Completed));
        Assert.Empty(Said());
        Assert.Equal(TrackStatus.Paused, _state.Status);
        Happen(new TrackEvent.Resumed());

        Assert.Equal(["Start 1"], Said());
    }

    [Fact]
    public void A_cancelled_ticket_ends_first_and_a_second_cancel_says_nothing()
    {
        Open(1, new("a"), new("b") { After = [0] });
        Said();

        Happen(new TrackEvent.TicketCancelled(0), new TrackEvent.TicketCancelled(0));
        Assert.Equal(["Cancel 0"], Said());
        Happen(new TrackEvent.Ended(0, TicketEnd.Cancelled));

        Assert.Equal(TicketStatus.Cancelled, _state.Nodes[0].Status);
        Assert.Equal(TrackStatus.Blocked, _state.Status);
    }

    [Fact]
    public void A_lower_cap_lets_running_tickets_finish_and_a_higher_one_starts_more()
    {
        Open(2, new("a"), new("b"), new("c"), new("d"));
        Said();

        Happen(new TrackEvent.MaxWorkersSet(1), new TrackEvent.Ended(0, TicketEnd.Completed));
        Assert.Empty(Said());
        Happen(new TrackEvent.MaxWorkersSet(3));

        Assert.Equal(["Start 2", "Start 3"], Said());
    }

    [Fact]
    public void A_suspended_track_stops_its_tickets_and_starts_nothing()
    {
        Open(1, new("a"), new("b"));
        Said();

        Happen(new TrackEvent.Suspended(), new TrackEvent.Ended(0, TicketEnd.Suspended));

        Assert.Equal(["Suspend 0"], Said());
        Assert.Equal(TicketStatus.Todo, _state.Nodes[0].Status);
        Assert.Equal(0, _state.Running);
    }

    private void Open(int maxWorkers, params GraphTicket[] graph)
    {
        _state = SchedulerState.Create(graph, maxWorkers);
        Happen(new TrackEvent.Started());
    }

    private void Happen(params TrackEvent[] events)
    {
        foreach (var happened in events)
        {
            var step = Scheduler.Apply(_state, happened);
            _state = step.State;
            _commands.AddRange(step.Commands);
        }
    }

    private string[] Said()
    {
        string[] said = [.. _commands.Select(c => $"{c.GetType().Name} {c.GetType().GetProperty("Ticket")!.GetValue(c)}")];
        _commands.Clear();
        return said;
    }
}
