using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Commands;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary><c>slop plan</c> before anything starts, and what is shown of a plan.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private readonly JournalScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("Export the table as CSV", "export-the-table-as-csv")]
    [InlineData("Make the notebook useful: find notes by a word, by a tag and by a month", "make-the-notebook-useful-find")]
    [InlineData("Äpfel!", "pfel")]
    [InlineData("日本語", null)]
    public void The_id_of_a_track_is_made_of_its_goal(string goal, string? expected) => Assert.Equal(expected, PlanCommand.Slug(goal));

    [Theory]
    [InlineData("no_id", "日本語")]
    [InlineData("invalid_track", "Do it", "--repository", "nowhere")]
    [InlineData("invalid_track", "Do it", "--id", "a b")]
    [InlineData("bad_arguments", " ")]
    [InlineData("bad_arguments", "Do it", "--force")]
    public async Task What_cannot_be_planned_is_refused_before_anything_starts(string code, string goal, params string[] flags)
    {
        var ran = await _scene.Slop.RunAsync(["plan", goal, "--json", .. flags]);

        Assert.Equal((ExitCode.BadInput, code), (ran.Code, ran.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_script_that_plans_nothing_is_refused()
    {
        using var scene = await GitScene.CreateAsync();
        var file = scene.Folder.Write("track.json", """{ "id": "t", "goal": "Do it", "repository": "repo" }""");
        var script = scene.Folder.Write("script.json", """{ "turns": { "@tier_1": [] } }""");

        var ran = await _scene.Slop.RunAsync("run", file, "--script", script, "--dry-run");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains("no answers of @tier_1 and @tier_2", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_who_writes_the_tickets()
    {
        using var scene = await GitScene.CreateAsync();
        var file = scene.Folder.Write("track.json", """{ "id": "t", "goal": "Do it", "repository": "repo" }""");
        var script = scene.Folder.Write("script.json", """{ "turns": { "@tier_1": [], "@tier_2": [] } }""");

        var ran = await _scene.Slop.RunAsync("run", file, "--script", script, "--dry-run");

        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Contains("t has no tickets yet: tier 1 (scripted:1", ran.Out, StringComparison.Ordinal);
        Assert.Contains("cost     not known before there are tickets", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_planned_file_is_shown_as_it_was_approved()
    {
        var nothing = await _scene.Slop.RunAsync("show", "csv", "--plan");
        Plan("plan-1", "first");
        Plan("plan-2", "second");
        var planned = await _scene.Slop.RunAsync("show", "csv", "--plan");
        Plan("plan-edited", "edited");
        var edited = await _scene.Slop.RunAsync("show", "csv", "--plan");

        Assert.Equal(ExitCode.BadInput, nothing.Code);
        Assert.Contains("\"description\": \"second\"", planned.Out, StringComparison.Ordinal);
        Assert.Contains("\"description\": \"edited\"", edited.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_has_the_whole_file_of_the_plan_that_it_is_about()
    {
        var plan = Plan("plan-1", "first");
        Plan("plan-2", "second");
        var gate = Gate.Open(GateKind.Plan, 1, new("", plan.Hash(), "start 1 ticket", "cut"), States.Start);

        var read = GateOnDisk.Read(new(_scene.Slop.Home), States.AtWork() with { Gates = [gate] }, gate, document: null);

        Assert.Equal((plan.File, "all of first"), (read.Subject.File, read.Detail));
        Assert.Contains("t1[\"a\"]", PlanGraph.Draw(plan.File!), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_plan_took_is_on_the_bill_of_its_track()
    {
        var plan = new ModelUsage(new("scripted", "1"), new() { Calls = 2, Input = 100, Usd = 0.5m }) { Tier = Tier.Planner };
        var track = States.AtWork();
        var before = TrackBill.Sum(track);

        var bill = TrackBill.From(track with { OwnUsage = [plan] }, _scene.Run);

        Assert.Equal((before.Calls + 2, before.Usd + 0.5m), (bill.Total.Calls, bill.Total.Usd));
        Assert.Equal(2, bill.Plan!.Calls);
        var live = (track with { OwnUsage = [plan] }).WithLiveTickets([track.Tickets.First(t => t.Status == TicketStatus.InProgress)]);
        Assert.Equal(2, live.Usage["tier_1"].Calls);
    }

    private PlanRecord Plan(string name, string description)
    {
        var track = new Track
        {
            Id = "csv",
            Goal = "Export.",
            Repository = ".",
            Tickets = [new() { Id = "a", Description = description }],
        };
        var record = new PlanRecord(TrackFileText.Write(track)) { Detail = $"all of {description}" };
        var scope = AttemptScope.ForPlan(new("document", "csv", 1));
        return new Activities.Journals.Journal(new SlopHome(_scene.Slop.Home)).Write(scope, name, record);
    }
}
