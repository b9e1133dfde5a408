using System.Text.Json;
using SlopTemporal.Activities.Records;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Home;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class RecordTests
{
    private static TicketSnapshot Ticket(string id, TicketStatus status) => new() { Id = id, Status = status };

    [Fact]
    public async Task A_record_is_read_back_with_its_pages_joined()
    {
        using var scene = await TrackScene.CreateAsync();
        await RecordAsync(
            scene, [Ticket("a", TicketStatus.Completed)], [Ticket("b", TicketStatus.Skipped), Ticket("c", TicketStatus.Cancelled)]);
        await RecordAsync(
            scene, [Ticket("a", TicketStatus.Completed)], [Ticket("b", TicketStatus.Skipped), Ticket("c", TicketStatus.Cancelled)]);
        var records = new TrackRecords(scene.Home);

        var read = records.Read("t")!;

        Assert.Equal(["a", "b", "c"], read.Tickets.Select(t => t.Id));
        Assert.Equal((TrackStatus.Completed, TicketStatus.Skipped), (read.Status, read.Tickets[1].Status));
        Assert.Equal(["t"], records.Tracks());
    }

    [Fact]
    public async Task The_latest_run_that_ended_is_the_one_that_is_read()
    {
        using var scene = await TrackScene.CreateAsync();
        foreach (var epoch in new[] { 2, 10, 9 })
        {
            await scene.RecordAsync(
                a => a.CloseTrackAsync(new(scene.Later(epoch), new() { Id = "t", Status = TrackStatus.Failed, Epoch = epoch }, 0)));
        }

        await scene.RecordAsync(a => a.RecordTicketsAsync(new(scene.Later(11), 0, [Ticket("a", TicketStatus.Blocked)])));

        Assert.Equal(10, new TrackRecords(scene.Home).Read("t")!.Epoch);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("..")]
    [InlineData("../records/t")]
    [InlineData("")]
    public async Task What_is_no_track_has_no_record(string name)
    {
        using var scene = await TrackScene.CreateAsync();
        Assert.Empty(new TrackRecords(scene.Home).Tracks());
        await RecordAsync(scene, [Ticket("a", TicketStatus.Completed)]);

        Assert.Null(new TrackRecords(scene.Home).Read(name));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_named()
    {
        using var scene = await TrackScene.CreateAsync();
        await RecordAsync(scene, [Ticket("a", TicketStatus.Completed)]);
        var records = new TrackRecords(scene.Home);
        await File.WriteAllTextAsync(records.PageFile(scene.Run, 0), "[{", TestContext.Current.CancellationToken);

        Assert.Contains(
            records.PageFile(scene.Run, 0), Assert.Throws<InvalidDataException>(() => records.Read("t")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_track_removes_every_worktree_but_those_of_blocked_tickets()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        foreach (var ticket in new[] { "a", "b", "c" })
        {
            await scene.OpenAsync(scene.Scope(ticket));
        }

        await scene.GitAsync($"worktree add -q --detach '{scene.Out("mine")}'");
        await Shell.RunAsync("rm -r c-1 c-1.scratch", Path.Combine(scene.Home.Worktrees, "t-1"));
        await RecordAsync(
            scene, [Ticket("a", TicketStatus.Completed), Ticket("b", TicketStatus.Blocked), Ticket("c", TicketStatus.Cancelled)]);
        await RecordAsync(
            scene, [Ticket("a", TicketStatus.Completed), Ticket("b", TicketStatus.Blocked), Ticket("c", TicketStatus.Cancelled)]);

        Assert.Equal(
            ["b-1", "b-1.scratch"], Directory.GetDirectories(Path.Combine(scene.Home.Worktrees, "t-1")).Select(Path.GetFileName).Order());
        Assert.Equal(
            ["b-1", "mine"],
            Directory.GetDirectories(Path.Combine(scene.Repository, ".git", "worktrees")).Select(Path.GetFileName).Order());
        var bytes = await File.ReadAllBytesAsync(
            new TrackRecords(scene.Home).KeptFile(scene.Run), TestContext.Current.CancellationToken);
        var kept = JsonSerializer.Deserialize<KeptWorktrees>(bytes, SlopJson.Options)!;
        Assert.Equal(TrackScene.Date + KeptWorktrees.KeepDuration, kept.Until);
        Assert.Equal([new KeptWorktree("b", scene.Worktree(scene.Scope("b")))], kept.Worktrees);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_track_without_blocked_tickets()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());
        await RecordAsync(scene, [Ticket("a", TicketStatus.Completed)]);

        Assert.Empty(Directory.GetFileSystemEntries(scene.Home.Worktrees));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(scene.Home.Locks, "worktrees")));
        Assert.Single((await scene.GitAsync("worktree list")).Split('\n'));
        Assert.False(File.Exists(new TrackRecords(scene.Home).KeptFile(scene.Run)));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_track_that_a_person_ended()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());
        await scene.RecordAsync(a => a.RecordTicketsAsync(new(scene.Run, 0, [Ticket("a", TicketStatus.Blocked)])));
        var end = new TrackSnapshot { Id = "t", Status = TrackStatus.Cancelled, Ended = TrackScene.Date };

        await scene.RecordAsync(a => a.CloseTrackAsync(new(scene.Run, end, 1, ByPerson: true)));

        Assert.Empty(Directory.GetFileSystemEntries(scene.Home.Worktrees));
        Assert.Single((await scene.GitAsync("worktree list")).Split('\n'));
        Assert.False(File.Exists(new TrackRecords(scene.Home).KeptFile(scene.Run)));
    }

    [Fact]
    public async Task A_text_only_track_is_recorded_too()
    {
        using var scene = await TrackScene.CreateAsync(document: d => d with { Repository = null, BaseCommit = null });

        await RecordAsync(scene, [Ticket("a", TicketStatus.Completed)]);

        Assert.Single(new TrackRecords(scene.Home).Read("t")!.Tickets);
    }

    private static async Task RecordAsync(TrackScene scene, params IReadOnlyList<IReadOnlyList<TicketSnapshot>> pages)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            await scene.RecordAsync(a => a.RecordTicketsAsync(new(scene.Run, i, pages[i])));
        }

        var end = new TrackSnapshot { Id = "t", Status = TrackStatus.Completed, Ended = TrackScene.Date };
        await scene.RecordAsync(a => a.CloseTrackAsync(new(scene.Run, end, pages.Count)));
    }
}
