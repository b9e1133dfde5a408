using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TrackReaderTests
{
    private const string Full = """
        { "$schema": "track.schema.json", "id": "csv-export", "title": "Add CSV export", "goal": "All of it",
          "repository": ".", "base": "main",
          "max_workers": 8, "auto_queue": false, "setup": ["dotnet restore"], "verify": ["dotnet test"],
          "approvals": { "spawn": "ask", "tool": "Policy", "patch": "DENY", "integrate": "ask", "question": "auto" },
          "budget": { "usd": 1.5, "tokens": 3000000000, "minutes": null },
          "tickets": [
            { "id": "model", "description": "First" },
            { "id": "parser", "description": "@tickets/parser.md", "depends_on": ["model"], "step_mode": true,
              "assigned_to": "mia", "status": "completed", "context_requirements": ["src/Csv.cs"],
              "target_file": "src/Csv.cs", "target_symbols": ["Csv.Parse"], "acceptance": ["It reads"],
              "verify": ["dotnet test --filter Csv"], "touches": ["src/**"], "priority": 1, "max_attempts": 2, "budget": { "usd": 1 },
              "labels": ["csv"], "metadata": { "any": [1, { "x": null }] } } ] }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var reading = TrackReader.Read(Full, new("x.json", path => FileText.FromText($"text of {path}")));

        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Warnings);
        var track = reading.Track!;
        Assert.Equal(
            ("csv-export", "Add CSV export", "All of it", ".", "main"), (track.Id, track.Title, track.Goal, track.Repository, track.Base));
        Assert.Equal((8, false, "dotnet restore", "dotnet test"), (track.MaxWorkers, track.AutoQueue, track.Setup[0], track.Verify[0]));
        Assert.Equal(
            new()
            {
                Spawn = GatePolicy.Ask,
                Tool = GatePolicy.Policy,
                Patch = GatePolicy.Deny,
                Integrate = GatePolicy.Ask,
                Question = GatePolicy.Auto,
            },
            track.Approvals);
        Assert.Equal(new() { Usd = 1.5m, Tokens = 3_000_000_000, Minutes = null }, track.Budget);
        var parser = track.Tickets[1];
        Assert.Equal(
            ("parser", "text of tickets/parser.md", "model", true, "mia"),
            (parser.Id, parser.Description, parser.DependsOn[0], parser.StepMode, parser.AssignedTo));
        Assert.Equal(
            ("src/Csv.cs", "src/Csv.cs", "Csv.Parse", "It reads"),
            (parser.ContextRequirements[0], parser.TargetFile, parser.TargetSymbols[0], parser.Acceptance[0]));
        Assert.Equal(
            ("dotnet test --filter Csv", "src/**", 1, 2, 1m),
            (parser.Verify[0], parser.Touches[0], parser.Priority, parser.MaxAttempts, parser.Budget.Usd));
        Assert.Equal(
            (TicketStatus.Completed, "csv", """{ "any": [1, { "x": null }] }"""),
            (parser.Status, parser.Labels[0], parser.Metadata!.Value.GetRawText()));
    }

    [Fact]
    public void Defaults_fill_what_is_left_out()
    {
        var track = Reads.Text("""{"tickets": [{"id": "a", "description": "x"}], "budget": {"usd": 9}}""").Track!;

        var given = track with
        {
            Tickets = [],
            Budget = Budget.TrackDefault,
            Setup = new Track { Id = "" }.Setup,
            Verify = new Track { Id = "" }.Verify,
        };
        Assert.Equal(new Track { Id = "csv-export", Title = "csv-export" }, given);
        Assert.Equal(Budget.TrackDefault with { Usd = 9 }, track.Budget);
        Assert.Equal(
            (3, 3, "unassigned", TicketStatus.Todo),
            (track.Tickets[0].Priority, track.Tickets[0].MaxAttempts, track.Tickets[0].AssignedTo, track.Tickets[0].Status));
    }

    [Theory]
    [InlineData("tracks/csv-export.json", "csv-export")]
    [InlineData(@"C:\work\My Track (2).v1.json", "My-Track-2-v1")]
    [InlineData("...json", "track")]
    [InlineData("con.json", "track")]
    [InlineData(".hidden", "hidden")]
    [InlineData("日本.json", "track")]
    public void Bare_list_is_named_after_its_file(string file, string id)
    {
        var track = TrackReader.Read("""[{"id": "a", "description": "x"}]""", new(file)).Track!;

        Assert.Equal((id, id), (track.Id, track.Title));
        Assert.Null(TicketIds.Fault(track.Id));
    }

    [Fact]
    public void Field_names_may_have_any_case() =>
        Assert.Equal(2, Reads.Text("""{"TICKETS": [{"Id": "a", "DESCRIPTION": "x", "Max_Attempts": 2}]}""").Track!.Tickets[0].MaxAttempts);

    [Fact]
    public void Byte_order_mark_and_windows_line_ends_are_accepted()
    {
        var (places, reading) = Reads.Marked("\uFEFF[\r\n  {\"id\": \"a\", \"description\": §\"\"}\r\n]");

        Assert.Equal(places, reading.Errors.Select(problem => (problem.Line, problem.Column)));
    }

    [Fact]
    public void Text_that_begins_with_two_at_signs_keeps_one() =>
        Assert.Equal("@home", Reads.Text("""[{"id": "a", "description": "@@home"}]""").Track!.Tickets[0].Description);

    [Fact]
    public void Six_mistakes_are_reported_in_one_go_in_file_order()
    {
        const string Text = """
            { "repository": ".",
              "tickets": [
                { "id": "model", "description": "x", "priority": §9 },
                { "id": "parser", §"dependsOn": ["model"], "description": "y" },
                { "id": "writer", "description": "z", "depends_on": [§"modle"] },
                { "id": §"model", "description": "again" },
                { "id": "a", "description": "x", "depends_on": [§"b"] },
                { "id": "b", "description": §"", "depends_on": ["a"] } ] }
            """;

        var (places, reading) = Reads.Marked(Text);

        Assert.Null(reading.Track);
        Assert.Equal(["TK017", "TK010", "TK014", "TK013", "TK016", "TK018"], reading.Errors.Select(problem => problem.Code));
        Assert.Equal(places, reading.Errors.Select(problem => (problem.Line, problem.Column)));
        Assert.Equal(["model", "parser", "writer", "model", "a", "b"], reading.Errors.Select(problem => problem.Ticket));
        Assert.Equal("/tickets/2/depends_on/0", reading.Errors[2].JsonPointer);
    }

    [Fact]
    public void Problems_end_at_fifty()
    {
        var reading = Reads.Text($"[{string.Join(",", Enumerable.Repeat("{}", 1000))}]");

        Assert.Equal(TrackDefaults.MaxProblems, reading.Errors.Count);
    }
}
