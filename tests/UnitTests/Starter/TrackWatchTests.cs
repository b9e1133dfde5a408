using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Starter;

public sealed class TrackWatchTests
{
    private static readonly TrackRun Open = new() { Track = "csv", Status = WorkflowExecutionStatus.Running, Started = States.Start };

    // Each look at the clock is ten seconds later.
    private readonly FakeTimeProvider _time = new(States.Start) { AutoAdvanceAmount = TimeSpan.FromSeconds(10) };
    private readonly Story _story = new();

    [Fact]
    public async Task It_goes_on_until_the_workflow_is_over_and_the_record_has_the_last_word()
    {
        _story.Then(Open, States.AtWork());
        // It calls itself completed, and still cleans up.
        _story.Then(Open, States.Track(TrackStatus.Completed));
        _story.Then(Open with { Status = WorkflowExecutionStatus.Completed }, null);
        _story.Record = States.Track(TrackStatus.Completed) with { Commit = "recorded" };

        var end = await FollowAsync();

        Assert.Equal((TrackStatus.Completed, "recorded", 3), (end.Track.Status, end.Track.Commit, _story.Shown.Count));
    }

    [Fact]
    public async Task A_blocked_track_ends_it_although_the_track_stays_open()
    {
        _story.Then(Open, States.Track(TrackStatus.Blocked));

        Assert.Equal(TrackStatus.Blocked, (await FollowAsync()).Track.Status);
    }

    [Theory]
    [InlineData(TrackStatus.Waiting)]
    [InlineData(TrackStatus.Paused)]
    public async Task What_only_a_person_can_go_on_with_ends_it_only_where_nobody_waits(TrackStatus status)
    {
        ThenLasting(States.Track(status));
        _story.Then(Open, States.Track(TrackStatus.Blocked));

        var end = await FollowAsync(AtGates.End);
        Assert.Equal((status, 4), (end.Track.Status, end.ExitCode));
        Assert.Equal(TrackStatus.Blocked, (await FollowAsync()).Track.Status);
    }

    [Fact]
    public async Task A_gate_that_has_been_decided_but_not_yet_passed_on_does_not_end_it()
    {
        _story.Then(Open, null);
        _story.Then(Open, States.Track(TrackStatus.Waiting));
        _story.Then(Open, States.Track(TrackStatus.Waiting));
        _story.Then(Open, States.Track(TrackStatus.Running));
        _story.Then(Open, States.Track(TrackStatus.Waiting));
        _story.Then(Open with { Status = WorkflowExecutionStatus.Completed }, null);
        _story.Record = States.Track(TrackStatus.Completed);

        Assert.Equal(TrackStatus.Completed, (await FollowAsync(AtGates.End)).Track.Status);
    }

    [Fact]
    public async Task A_worker_that_stays_away_ends_it_only_where_nobody_waits()
    {
        for (var look = 0; look < 5; look++)
        {
            _story.Then(Open, null);
        }

        var error = await Assert.ThrowsAsync<CliError>(() => FollowAsync(AtGates.End));
        Assert.Equal(("no_answer", ExitCode.Failure), (error.Code, error.Exit));

        _story.Then(Open, States.Track(TrackStatus.Blocked));
        Assert.Equal(TrackStatus.Blocked, (await FollowAsync()).Track.Status);
    }

    [Fact]
    public async Task A_server_or_worker_that_is_away_is_said_once_and_waited_for()
    {
        _story.Then(null, null);
        _story.Then(null, null);
        _story.Then(Open, null);
        _story.Then(Open, States.Track(TrackStatus.Running));
        _story.Then(Open, States.Track(TrackStatus.Blocked));

        await FollowAsync();

        Assert.Equal(
            [
                "the server does not answer; trying again (`slop up` starts it)",
                "the worker does not answer; trying again (`slop up` starts it)",
                "it answers again",
            ],
            _story.Said);
    }

    [Fact]
    public async Task A_failed_track_brings_its_failure_along()
    {
        _story.Failure = new(Failures.RedBase, "the base is red");
        _story.Then(Open with { Status = WorkflowExecutionStatus.Failed }, null);

        var end = await FollowAsync();

        Assert.Equal((TrackStatus.Failed, "the base is red", 2), (end.Track.Status, end.Track.Reason, end.ExitCode));
    }

    [Fact]
    public async Task Of_a_track_that_was_terminated_by_hand_what_was_seen_last_is_shown()
    {
        _story.Then(Open, States.AtWork());
        _story.Then(Open with { Status = WorkflowExecutionStatus.Terminated }, null);

        var end = await FollowAsync();

        Assert.Equal(
            (TrackStatus.Failed, "its workflow was terminated by hand", 4), (end.Track.Status, end.Track.Reason, end.Track.Tickets.Count));
    }

    [Fact]
    public async Task Tickets_at_work_are_asked_themselves()
    {
        _story.Live = States.Ticket("parser", TicketStatus.InProgress) with { Attempt = 2, Turn = 7 };
        _story.Then(Open, States.AtWork() with { Status = TrackStatus.Blocked });

        Assert.Equal(7, (await FollowAsync()).Track.Tickets[1].Turn);
    }

    [Fact]
    public async Task It_comes_back_for_what_a_person_can_answer_here()
    {
        _story.Then(Open, States.AtWork());
        _story.Then(Open, States.AtWork() with { Commit = "asks" });

        Assert.Equal("asks", (await FollowAsync(enough: s => s.Commit == "asks")).Track.Commit);
    }

    private Task<TrackEnd> FollowAsync(AtGates atGates = AtGates.GoOn, Func<TrackSnapshot, bool>? enough = null) =>
        new TrackWatch(_story, _ => _story.Record, _story, TimeSpan.Zero, _time).FollowAsync(
            "csv", atGates, enough, TestContext.Current.CancellationToken);

    // As often as it has to be seen, and no more.
    private void ThenLasting(TrackSnapshot state)
    {
        for (var look = 0; look < 4; look++)
        {
            _story.Then(Open, state);
        }
    }

    /// <summary>What server and worker answer, look by look; null: they do not. And what was shown of it.</summary>
    private sealed class Story : ITrackSource, ITrackView
    {
        private readonly Queue<(TrackRun? Run, TrackSnapshot? State)> _looks = new();
        private TrackSnapshot? _state;

        public TrackSnapshot? Record { get; set; }

        public TrackFailure? Failure { get; set; }

        public TicketSnapshot? Live { get; set; }

        public List<TrackSnapshot> Shown { get; } = [];

        public List<string> Said { get; } = [];

        public void Then(TrackRun? run, TrackSnapshot? state) => _looks.Enqueue((run, state));

        public Task<TrackRun?> FindAsync(string track, CancellationToken cancellationToken)
        {
            (var run, _state) = _looks.Dequeue();
            return run is null ? throw Away() : Task.FromResult<TrackRun?>(run);
        }

        public Task<TrackSnapshot> SnapshotAsync(string track, CancellationToken cancellationToken) =>
            Task.FromResult(_state ?? throw Away());

        public Task<TicketSnapshot?> TicketAsync(string track, string ticket, CancellationToken cancellationToken) => Task.FromResult(Live);

        public Task<TrackFailure?> FailureAsync(string track, CancellationToken cancellationToken) => Task.FromResult(Failure);

        public void Show(TrackSnapshot track) => Shown.Add(track);

        public void ShowMessage(string line) => Said.Add(line);

        private static RpcException Away() => new(RpcException.StatusCode.Unavailable, "away", null);
    }
}
