using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>Which run of a track comes next, and when an unchanged file finds its own.</summary>
public sealed class LaunchTests
{
    private static readonly TrackDocument Document = new()
    {
        Track = new() { Id = "csv", Tickets = States.Graph },
        BaseCommit = "aaaa",
        Script = "bbbb",
    };

    [Fact]
    public void The_first_run_is_number_one() => Assert.Equal(1, Next(null, null));

    [Theory]
    [InlineData(WorkflowExecutionStatus.Failed, TrackStatus.Failed)]
    [InlineData(WorkflowExecutionStatus.Canceled, TrackStatus.Cancelled)]
    [InlineData(WorkflowExecutionStatus.Completed, TrackStatus.Blocked)]
    public void After_a_run_that_was_not_completed_the_next_starts_at_once(WorkflowExecutionStatus closed, TrackStatus recorded) =>
        Assert.Equal(5, Next(Run(closed, 4), Record(recorded, 4)));

    [Fact]
    public void A_terminated_run_leaves_no_record_and_the_next_starts_at_once() =>
        Assert.Equal(5, Next(Run(WorkflowExecutionStatus.Terminated, 4), Record(TrackStatus.Completed, 3)));

    [Fact]
    public void A_completed_track_runs_once_more_only_when_asked_to()
    {
        var error = Assert.Throws<CliError>(() => Next(Run(WorkflowExecutionStatus.Completed, 1), Record(TrackStatus.Completed, 1)));

        Assert.Equal(("completed", ExitCode.BadInput), (error.Code, error.Exit));
        Assert.Contains("--again", error.Help, StringComparison.Ordinal);
        var (run, record) = (Run(WorkflowExecutionStatus.Completed, 1), Record(TrackStatus.Completed, 1));
        Assert.Equal(2, TrackLauncher.NextEpoch("csv", run, record, IfCompleted.RunAgain));
    }

    [Fact]
    public void A_plan_that_was_only_kept_is_no_completed_track() =>
        Assert.Equal(2, Next(Run(WorkflowExecutionStatus.Completed, 1), Record(TrackStatus.Completed, 1) with { IsPlan = true }));

    [Fact]
    public void What_the_server_has_forgotten_the_records_know() =>
        Assert.Throws<CliError>(() => Next(null, Record(TrackStatus.Completed, 3)));

    [Fact]
    public void What_was_not_recorded_the_server_knows() =>
        Assert.Throws<CliError>(() => Next(Run(WorkflowExecutionStatus.Completed, 2), null));

    [Fact]
    public void A_base_that_moved_and_other_flags_are_the_same_track()
    {
        var other = Document with { BaseCommit = "cccc", Trusted = true, AllowRed = true, Sandbox = SandboxMode.Off };

        Assert.True(TrackLauncher.AreEquivalent(other, Document));
    }

    [Fact]
    public void Another_ticket_or_another_script_is_another_track()
    {
        Assert.False(TrackLauncher.AreEquivalent(Document with { Script = "cccc" }, Document));
        var shorter = Document.Track with { Tickets = [.. States.Graph.Take(3)] };
        Assert.False(TrackLauncher.AreEquivalent(Document with { Track = shorter }, Document));
    }

    private static int Next(TrackRun? run, TrackSnapshot? record) => TrackLauncher.NextEpoch("csv", run, record, IfCompleted.Refuse);

    private static TrackRun Run(WorkflowExecutionStatus status, int epoch) =>
        new() { Track = "csv", Status = status, Epoch = epoch, Started = States.Start };

    private static TrackSnapshot Record(TrackStatus status, int epoch) => States.Track(status) with { Epoch = epoch };
}
