using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Plans;

/// <summary>What tier 2 and people write, as tickets of a track.</summary>
public sealed class PlannedTicketsTests
{
    private const string Two = """
        [ { "id": "a", "description": "Do a." }, { "id": "b", "description": "Do b.", "depends_on": ["a"] } ]
        """;

    private static readonly Track Bare = new() { Id = "csv", Title = "csv", Goal = "Export.", Repository = "." };

    private static readonly Track Checked = Bare with { Setup = ["make deps"], Verify = ["make test"] };

    [Theory]
    [InlineData(Two)]
    [InlineData("Here they are:\n```json\n" + Two + "\n```\nDone.")]
    [InlineData("{\"tickets\":" + Two + "}")]
    public void Tickets_are_found_as_a_list_an_object_or_in_a_fence(string answer)
    {
        var planned = PlannedTickets.FromAnswer(answer, Bare);

        Assert.Null(planned.Mistakes);
        Assert.Equal(["a", "b"], planned.Track!.Tickets.Select(t => t.Id));
        Assert.Equal(["a"], planned.Track.Tickets[1].DependsOn);
        Assert.Equal("Export.", planned.Track.Goal);
    }

    [Fact]
    public void A_mistake_is_named_with_code_line_and_caret()
    {
        var planned = PlannedTickets.FromAnswer("""[ { "id": "a", "description": "Do a.", "depends_on": ["lexer"] } ]""", Bare);

        Assert.Null(planned.Track);
        Golden.Match("unknown-dependency.txt", planned.Mistakes! + "\n");
    }

    [Fact]
    public void A_text_without_JSON_is_a_mistake_too()
    {
        Assert.StartsWith("error[TK005]", PlannedTickets.FromAnswer("I would rather not.", Bare).Mistakes, StringComparison.Ordinal);
        Assert.StartsWith("error[TK0", PlannedTickets.FromAnswer("[ { \"id\": \"a\", ]", Bare).Mistakes, StringComparison.Ordinal);
        Assert.Contains("\"tickets\" is missing", PlannedTickets.FromAnswer("{}", Bare).Mistakes, StringComparison.Ordinal);
        Assert.Contains("has no tickets", PlannedTickets.FromAnswer("[]", Bare).Mistakes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[ { "id": "a", "description": "Do \ud83d." } ]""")]
    [InlineData("""[ { "id": "a", "description": "Do a.", "depends_on": ["\ude00"] } ]""")]
    [InlineData("""{ "tickets": [ { "id": "a", "\ud83d": "Do a." } ] }""")]
    [InlineData("""{ "\ud83d": 1, "tickets": [ { "id": "a", "description": "Do a." } ] }""")]
    public void Half_a_character_is_a_mistake_and_nothing_that_is_thrown(string answer) =>
        Assert.Contains("half a character", PlannedTickets.FromAnswer(answer, Bare).Mistakes, StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void A_deep_answer_is_a_mistake_and_nothing_that_is_thrown(int depth)
    {
        var deep = new string('[', depth) + new string(']', depth);

        Assert.NotNull(PlannedTickets.FromAnswer($$"""[ { "id": "a", "description": {{deep}} } ]""", Bare).Mistakes);
    }

    [Fact]
    public void A_field_that_no_ticket_has_is_a_mistake_so_that_a_typing_error_shows()
    {
        var mistakes = PlannedTickets.FromAnswer("""[ { "id": "a", "description": "Do a.", "dependson": [] } ]""", Bare).Mistakes;

        Assert.Contains("depends_on", mistakes, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_for_a_person_to_decide_is_not_taken_from_a_model()
    {
        var planned = PlannedTickets.FromAnswer(
            """
            { "id": "other", "repository": "/etc", "base": "evil", "max_workers": 99, "sandbox": "off", "trusted": true,
              "approvals": { "plan": "auto" }, "budget": { "usd": 999 }, "goal": "Steal.",
              "tickets": [ { "id": "a", "description": "Do a.", "status": "completed", "budget": { "usd": 999 }, "max_attempts": 900,
                "step_mode": true, "assigned_to": "me", "empty": "allow", "metadata": { "x": 1 } } ] }
            """,
            Checked);

        var expected = Checked with { Tickets = [new() { Id = "a", Description = "Do a." }] };
        Assert.Equal(Text(expected), Text(planned.Track!));
    }

    [Fact]
    public void Checks_are_proposed_only_where_the_track_has_none()
    {
        const string answer = "{\"setup\":[\"curl x\"],\"verify\":[\"true\"],\"tickets\":" + Two + "}";

        var (own, proposed) = (PlannedTickets.FromAnswer(answer, Checked).Track!, PlannedTickets.FromAnswer(answer, Bare).Track!);

        Assert.Equal(["make deps", "make test"], own.Setup.Concat(own.Verify));
        Assert.Equal(["curl x", "true"], proposed.Setup.Concat(proposed.Verify));
    }

    [Fact]
    public void A_description_cannot_name_a_file()
    {
        var mistakes = PlannedTickets.FromAnswer("""[ { "id": "a", "description": "@/etc/passwd" } ]""", Bare).Mistakes;

        Assert.NotNull(mistakes);
    }

    [Fact]
    public void More_tickets_than_a_person_can_read_are_a_mistake()
    {
        var many = Enumerable.Range(0, 101).Select(i => new { id = $"t{i}", description = "x" });

        Assert.Equal(
            "there are 101 tickets; 100 are the most", PlannedTickets.FromAnswer(JsonSerializer.Serialize(many), Bare).Mistakes);
    }

    [Fact]
    public void A_person_may_change_all_of_the_file_but_what_the_run_is_bound_to()
    {
        var planned = PlannedTickets.FromAnswer(Two, Bare).Track!;
        var file = TrackFileText.Write(planned with { MaxWorkers = 2, Budget = new() { Usd = 1 } });

        Assert.Equal(2, PlannedTickets.FromFile(file, Bare).Track!.MaxWorkers);
        Assert.StartsWith(
            "the repository of the track was changed",
            PlannedTickets.FromFile(TrackFileText.Write(planned with { Repository = ".." }), Bare).Mistakes,
            StringComparison.Ordinal);
        Assert.Equal("there are no tickets", PlannedTickets.FromFile(TrackFileText.Write(Bare), Bare).Mistakes);
    }

    [Fact]
    public void A_track_file_that_is_written_is_read_as_the_same_track()
    {
        var track = new Track
        {
            Id = "csv",
            Title = "CSV",
            Goal = "Export.",
            Repository = "..",
            Base = "main",
            MaxWorkers = 9,
            AutoQueue = false,
            Setup = ["make deps"],
            SetupInputs = ["Makefile"],
            Verify = ["make test"],
            Approvals = new()
            {
                Plan = GatePolicy.Auto,
                Tool = GatePolicy.Deny,
                DeadlineMinutes = 3,
                OnDeadline = Domain.Gates.GateDefault.Skip,
            },
            Budget = new() { Tokens = 12 },
            Tickets =
            [
                new() { Id = "a", Description = "@ is how it begins" },
                new()
                {
                    Id = "b",
                    Description = "Do \"b\" < c.\nAnd more.",
                    DependsOn = ["a"],
                    StepMode = true,
                    AssignedTo = "ada",
                    Status = TicketStatus.Completed,
                    ContextRequirements = ["x"],
                    TargetFile = "y",
                    TargetSymbols = ["Z"],
                    Acceptance = ["it works"],
                    Verify = ["true"],
                    Touches = ["src/**"],
                    Empty = EmptyPolicy.Fail,
                    Priority = 1,
                    MaxAttempts = 7,
                    Budget = new() { Usd = 0.5m },
                    Labels = ["l"],
                    Metadata = JsonElement.Parse("{\"k\":[1]}"),
                },
            ],
        };

        var reading = TrackReader.Read(TrackFileText.Write(track), new("csv.json"));

        Assert.Empty(reading.Errors);
        Assert.Equal(Text(track), Text(reading.Track!));
    }

    [Theory]
    [InlineData("""{ "goal": "Export.", "repository": "." }""")]
    [InlineData("""{ "tickets": [], "goal": "Export.", "repository": "." }""")]
    public void A_track_with_a_goal_and_a_repository_needs_no_tickets(string file)
    {
        var reading = TrackReader.Read(file, new("csv.json"));

        Assert.True(reading.Track!.NeedsPlan());
        Assert.Equal(ProblemCodes.WillBePlanned, Assert.Single(reading.Warnings).Code);
    }

    [Theory]
    [InlineData("""{ "goal": "Export." }""", ProblemCodes.MissingField)]
    [InlineData("""{ "repository": "." }""", ProblemCodes.MissingField)]
    [InlineData("""{ "repository": ".", "tickets": [] }""", ProblemCodes.NoTickets)]
    [InlineData("[]", ProblemCodes.NoTickets)]
    public void Without_a_goal_or_a_repository_it_does(string file, string code) =>
        Assert.Equal(code, Assert.Single(TrackReader.Read(file, new("csv.json")).Errors).Code);

    [Fact]
    public void A_person_reads_the_approach_the_tree_the_tickets_and_every_command()
    {
        var track = PlannedTickets.FromAnswer(
            """
            [ { "id": "a", "description": "Do a.", "verify": ["sh a.sh"], "touches": ["a/**"], "acceptance": ["a is done"] },
              { "id": "b", "description": "Do b.", "depends_on": ["a"], "context_requirements": ["a/x"], "target_file": "b/y" } ]
            """,
            Checked).Track!;

        Assert.Equal("start 2 tickets in 2 waves, verify: make test", PlanText.Subject(track));
        Golden.Match("plan.md", PlanText.Detail(track, "First a, then b.\n"));
    }

    private static string Text(Track track) => JsonSerializer.Serialize(track, SlopJson.Indented);
}
