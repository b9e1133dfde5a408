using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Tracks;

/// <summary>What tier 2 writes in the place of a ticket.</summary>
public sealed class TicketSplitTests
{
    private static readonly Track Running = Reads.Tickets("""
        {"id": "base", "description": "x"},
        {"id": "big", "description": "all of it", "depends_on": ["base"], "step_mode": true, "priority": 1, "max_attempts": 5,
         "touches": ["src/**"], "verify": ["make big"], "acceptance": ["it is big"], "budget": {"usd": 2}, "labels": ["core"],
         "context_requirements": ["docs/big.md"]},
        {"id": "after", "description": "y", "depends_on": ["base", "big"]},
        {"id": "last", "description": "z", "depends_on": ["after"]}
        """).Track!;

    [Fact]
    public void Pieces_inherit_what_a_person_said_of_the_ticket_and_no_protection_or_money_that_a_model_wrote()
    {
        var split = Split("""
            {"id": "one", "description": "first", "verify": ["true"], "budget": {"usd": 900}, "step_mode": false, "max_attempts": 9,
             "priority": 4, "status": "completed", "labels": ["mine"], "metadata": {"x": 1}},
            {"id": "two", "description": "second", "touches": ["docs/*"], "acceptance": ["it is written"], "depends_on": ["one"],
             "context_requirements": ["docs/two.md"], "verify": ["true"]}
            """);

        Assert.Null(split.Problem);
        Assert.All(split.Pieces, piece => Assert.Equal(
            (true, 1, 5, 2m, TicketStatus.Todo, "core"),
            (piece.StepMode, piece.Priority, piece.MaxAttempts, piece.Budget.Usd, piece.Status, Assert.Single(piece.Labels))));
        var (one, two) = (split.Pieces[0], split.Pieces[1]);
        Assert.Equal(("first", "src/**", "docs/big.md"), (one.Description, one.Touches[0], one.ContextRequirements[0]));
        Assert.Equal(("second", "docs/*", "docs/two.md"), (two.Description, two.Touches[0], two.ContextRequirements[0]));
        Assert.Empty(one.Verify);
        Assert.Empty(one.Acceptance);
        Assert.Equal(["make big"], two.Verify);
        Assert.Equal(["it is written", "it is big"], two.Acceptance);
        Assert.Equal(
            "one (after base)\nfirst\n\ntwo (after one, base)\nsecond\n\nChecks of the ticket, run for two: make big\n\n"
            + "Not taken, since a model adds no commands: true; true",
            split.Describe());
    }

    [Fact]
    public void The_last_piece_comes_after_the_others_and_all_after_what_the_ticket_waited_for()
    {
        var split = Split(Piece("one"), Piece("two"), Piece("three"));

        Assert.Equal(["base"], split.Pieces[0].DependsOn);
        Assert.Equal(["base"], split.Pieces[1].DependsOn);
        Assert.Equal(["base", "one", "two"], split.Pieces[2].DependsOn);
    }

    [Fact]
    public void What_waited_for_the_ticket_waits_for_its_pieces_in_its_place()
    {
        var split = Split(Piece("one"), Piece("two"));

        Assert.Equal(["base", "big", "after", "last", "one", "two"], split.Track.Tickets.Select(t => t.Id));
        Assert.Equal(["base", "one", "two"], split.Track.Tickets[2].DependsOn);
        Assert.Equal(["after"], split.Track.Tickets[3].DependsOn);
    }

    [Fact]
    public void A_piece_that_others_wait_for_is_not_the_last()
    {
        var split = Split(Piece("one", "two"), Piece("two"));

        Assert.Null(split.Problem);
        Assert.Equal(["two", "one"], split.Pieces.Select(piece => piece.Id));
        Assert.Equal(["make big"], split.Pieces[1].Verify);
        Assert.Equal(["two", "base"], split.Pieces[1].DependsOn);
        Assert.Equal(["base"], split.Pieces[0].DependsOn);
    }

    [Fact]
    public void What_was_written_is_a_track_that_can_be_read_again_and_split_again()
    {
        var again = TicketSplit.Create(Split(Piece("one"), Piece("two")).Track, "two", $"[{Piece("three")},{Piece("four")}]");

        Assert.Null(again.Problem);
        Assert.Equal(["base", "one", "three", "four"], again.Track.Tickets[2].DependsOn);
        Assert.Equal(["base", "one", "three"], again.Pieces[1].DependsOn);
        Assert.Equal(["make big"], again.Pieces[1].Verify);
        Assert.Equal(8, GraphTicket.From(again.Track).Count);
    }

    [Fact]
    public void Without_checks_of_its_own_the_ticket_leaves_no_order_behind()
    {
        var plain = Reads.Tickets("""{"id": "big", "description": "x"}""").Track!;

        var split = TicketSplit.Create(plain, "big", $"[{Piece("one")},{Piece("two")}]");

        Assert.All(split.Pieces, piece => Assert.Empty(piece.DependsOn));
    }

    [Theory]
    [InlineData("""{"id": "after", "description": "x"}""", "after")]
    [InlineData("""{"id": "big", "description": "x"}""", "big")]
    [InlineData("""{"id": "one", "description": "x"}, {"id": "one", "description": "y"}""", "one")]
    [InlineData("""{"id": "one", "description": "x", "depends_on": ["last"]}""", "depends on last, on which big does not")]
    [InlineData("""{"id": "one", "description": "x", "depends_on": ["big"]}""", "depends on big, on which big does not")]
    [InlineData("""{"id": "one", "description": "x", "depends_on": ["nobody"]}""", "nobody")]
    [InlineData("""{"id": "one", "description": "x", "depends_on": ["one"]}""", "one")]
    [InlineData(
        """{"id": "one", "description": "x", "depends_on": ["two"]}, {"id": "two", "description": "x", "depends_on": ["one"]}""", "one")]
    [InlineData("""{"id": "one"}""", "description")]
    [InlineData("""{"id": "one", "description": "@secrets.md"}""", "description")]
    [InlineData("""{"id": "../one", "description": "x"}""", "../one")]
    [InlineData("7", "ticket")]
    [InlineData("", "ticket")]
    public void Pieces_that_cannot_take_the_place_of_the_ticket_are_refused_as_a_whole(string pieces, string problem)
    {
        var split = Split(pieces);

        Assert.Contains(problem, split.Problem, StringComparison.Ordinal);
        Assert.Empty(split.Pieces);
        Assert.Same(Running, split.Track);
    }

    [Fact]
    public void Eight_pieces_can_take_its_place_and_nine_cannot()
    {
        string[] pieces = [.. Enumerable.Range(1, 9).Select(n => Piece($"p{n}"))];

        Assert.Null(Split(pieces[..8]).Problem);
        Assert.Equal("9 tickets take its place; 1 to 8 can", Split(pieces).Problem);
    }

    private static TicketSplit Split(params string[] pieces) => TicketSplit.Create(Running, "big", $"[{string.Join(',', pieces)}]");

    private static string Piece(string id, string? after = null) =>
        $$"""{"id": "{{id}}", "description": "do {{id}}", "depends_on": [{{(after is null ? "" : $"\"{after}\"")}}]}""";
}
