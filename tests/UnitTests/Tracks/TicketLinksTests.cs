using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TicketLinksTests
{
    [Fact]
    public void Unknown_dependency_is_answered_with_the_nearest_ids()
    {
        var problem = Assert.Single(Reads.Text("""
            [{"id": "api-server", "description": "x"},
             {"id": "api-tests", "description": "x", "depends_on": ["api-sever"]}]
            """).Errors);

        Assert.Equal(("TK014", "api-tests", "did you mean \"api-server\" (line 1)?"), (problem.Code, problem.Ticket, problem.Help));
    }

    [Fact]
    public void Dependency_in_another_case_is_a_near_miss() =>
        Assert.Equal(
            "did you mean \"Model\" (line 1)?", Assert.Single(Reads.Text(Track(Ticket("Model"), Ticket("b", "model"))).Errors).Help);

    [Theory]
    [InlineData("a", "a", "two tickets have the id \"a\"")]
    [InlineData("Csv", "csv", "differ by case only")]
    public void Duplicate_shows_the_first_definition(string first, string second, string message)
    {
        var problem = Assert.Single(Reads.Text(Track(Ticket(first), Ticket("x"), Ticket(second))).Errors);

        Assert.Equal(("TK013", 3, 1), (problem.Code, problem.Line, problem.Related[0].Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Self_dependency_is_no_cycle() => Assert.Equal("TK015", Assert.Single(Reads.Text(Track(Ticket("a", "a"))).Errors).Code);

    [Fact]
    public void Cycle_is_reported_as_a_path_with_its_edges()
    {
        var problem = Assert.Single(Reads.Text(Track(Ticket("c", "a"), Ticket("a", "b"), Ticket("b", "c"))).Errors);

        Assert.Equal("tickets wait for each other: c -> a -> b -> c", problem.Message);
        Assert.Equal([2, 3], problem.Related.Select(place => place.Line));
    }

    [Fact]
    public void Shortest_cycle_of_a_knot_comes_first_and_cycles_that_share_a_ticket_are_both_found()
    {
        var errors = Reads.Text(Track(Ticket("a", "b", "c"), Ticket("b", "a"), Ticket("c", "d"), Ticket("d", "a"))).Errors;

        Assert.Equal(["a -> b -> a", "a -> c -> d -> a"], errors.Select(problem => problem.Message.Split(": ")[1]));
    }

    [Fact]
    public void Tickets_behind_a_cycle_are_only_in_its_help()
    {
        var errors = Reads.Text(
            Track(Ticket("a", "b"), Ticket("b", "a"), Ticket("c", "b"), Ticket("d", "c"), Ticket("x", "y"), Ticket("y", "x"))).Errors;

        Assert.Equal(2, errors.Count);
        Assert.EndsWith("behind them wait c, d", errors[0].Help, StringComparison.Ordinal);
        Assert.DoesNotContain("behind", errors[1].Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_id_does_not_make_its_dependants_wrong() =>
        Assert.Equal(["TK012"], Reads.Text(Track(Ticket("bad id"), Ticket("b", "bad id"))).Errors.Select(problem => problem.Code));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Chain_of_100_000_tickets_is_read_without_recursion(bool isRing)
    {
        const int Length = 100_000;
        var text = new StringBuilder("[");
        for (var i = 0; i < Length; i++)
        {
            var before = i > 0 ? $"\"t{i - 1}\"" : isRing ? $"\"t{Length - 1}\"" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i > 0 ? ",\n" : "")}{{\"id\": \"t{i}\", \"description\": \"x\", \"depends_on\": [{before}]}}");
        }

        var reading = Reads.Text(text.Append(']').ToString());

        Assert.Equal(isRing ? 1 : 0, reading.Errors.Count);
        Assert.Equal(isRing, reading.Track is null);
        Assert.True(isRing || TicketGraph.From(reading.Track!.Tickets).Waves.Count == Length);
    }

    [Fact]
    public void Cycles_are_found_exactly_when_peeling_by_hand_leaves_something()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(2, 9);
            var needs = Enumerable.Range(0, count).ToDictionary(
                i => $"t{i}", i => Enumerable.Range(0, count).Where(j => j != i && random.Next(count) == 0).Select(j => $"t{j}").ToArray());

            var errors = Reads.Text(Track([.. needs.Select(entry => Ticket(entry.Key, entry.Value))])).Errors;

            Assert.Equal(!CanAllRun(needs), errors.Count > 0);
            Assert.All(errors, problem => AssertIsCycle(problem, needs));
        }
    }

    private static void AssertIsCycle(Problem problem, Dictionary<string, string[]> needs)
    {
        var path = problem.Message.Split(": ")[1].Split(" -> ");
        Assert.Equal(path[0], path[^1]);
        Assert.All(path.Zip(path.Skip(1)), edge => Assert.Contains(edge.Second, needs[edge.First]));
    }

    private static bool CanAllRun(Dictionary<string, string[]> needs)
    {
        var done = new HashSet<string>();
        while (needs.Keys.FirstOrDefault(id => !done.Contains(id) && needs[id].All(done.Contains)) is { } next)
        {
            done.Add(next);
        }

        return done.Count == needs.Count;
    }

    private static string Track(params string[] tickets) => $"[{string.Join(",\n", tickets)}]";

    private static string Ticket(string id, params string[] needs) =>
        $$"""{"id": "{{id}}", "description": "x", "depends_on": [{{string.Join(", ", needs.Select(need => $"\"{need}\""))}}]}""";
}
