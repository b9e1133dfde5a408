namespace SlopTemporal.UnitTests.Tracks;

public sealed class BadValuesTests
{
    [Theory]
    [InlineData("TK009", "§null")]
    [InlineData("TK009", "§\"text\"")]
    [InlineData("TK009", "§12")]
    [InlineData("TK011", "§{}")]
    [InlineData("TK009", "{\"tickets\": §null}")]
    [InlineData("TK009", "{\"tickets\": §{}}")]
    [InlineData("TK022", "{\"tickets\": §[]}")]
    [InlineData("TK022", "§[]")]
    [InlineData("TK009", "[§null]")]
    [InlineData("TK009", "[§[]]")]
    [InlineData("TK011", "[§{\"description\": \"x\"}]")]
    [InlineData("TK011", "[§{\"id\": \"a\"}]")]
    [InlineData("TK010", "{§\"version\": 2, \"tickets\": [{\"id\": \"a\", \"description\": \"x\"}]}")]
    [InlineData("TK008", "{\"title\": \"a\", §\"title\": \"b\", \"tickets\": [{\"id\": \"a\", \"description\": \"x\"}]}")]
    [InlineData("TK008", "{\"title\": \"a\", §\"Title\": \"b\", \"tickets\": [{\"id\": \"a\", \"description\": \"x\"}]}")]
    public void Shape(string code, string text) => Reads.Faults(code, text);

    [Theory]
    [InlineData("TK012", "\"id\": §\"csv export\"")]
    [InlineData("TK018", "\"title\": §\"\"")]
    [InlineData("TK017", "\"max_workers\": §0")]
    [InlineData("TK017", "\"max_workers\": §1001")]
    [InlineData("TK009", "\"max_workers\": §\"4\"")]
    [InlineData("TK009", "\"auto_queue\": §\"yes\"")]
    [InlineData("TK009", "\"setup\": §\"make\"")]
    [InlineData("TK018", "\"verify\": [§\" \"]")]
    [InlineData("TK009", "\"verify\": [§[\"dotnet\", \"test\"]]")]
    [InlineData("TK009", "\"approvals\": §\"ask\"")]
    [InlineData("TK010", "\"approvals\": {§\"tools\": \"ask\"}")]
    [InlineData("TK019", "\"approvals\": {\"patch\": §\"aks\"}")]
    [InlineData("TK009", "\"approvals\": {\"patch\": §99}")]
    [InlineData("TK023", "\"approvals\": {\"spawn\": §\"policy\"}")]
    [InlineData("TK017", "\"budget\": {\"usd\": §-1}")]
    [InlineData("TK017", "\"budget\": {\"usd\": §0}")]
    [InlineData("TK017", "\"budget\": {\"usd\": §1e400}")]
    [InlineData("TK017", "\"budget\": {\"usd\": §1000000001}")]
    [InlineData("TK017", "\"budget\": {\"tokens\": §0}")]
    [InlineData("TK017", "\"budget\": {\"tokens\": §1000000000000001}")]
    [InlineData("TK017", "\"budget\": {\"minutes\": §10000001}")]
    [InlineData("TK017", "\"approvals\": {\"deadline_minutes\": §10000001}")]
    [InlineData("TK017", "\"budget\": {\"minutes\": §9223372036854775808}")]
    [InlineData("TK009", "\"budget\": §5")]
    public void Of_a_track(string code, string field) =>
        Reads.Faults(code, $$"""{"repository": ".", {{field}}, "tickets": [{"id": "a", "description": "x"}]}""");

    [Theory]
    [InlineData("TK009", "§null")]
    [InlineData("TK009", "§7")]
    [InlineData("TK012", "§\"\"")]
    [InlineData("TK012", "§\"  \"")]
    [InlineData("TK012", "§\"a/b\"")]
    [InlineData("TK012", "§\"a\\\\b\"")]
    [InlineData("TK012", "§\"..\"")]
    [InlineData("TK012", "§\".\"")]
    [InlineData("TK012", "§\"a..b\"")]
    [InlineData("TK012", "§\"a.\"")]
    [InlineData("TK012", "§\"a.lock\"")]
    [InlineData("TK012", "§\"-a\"")]
    [InlineData("TK012", "§\"_a\"")]
    [InlineData("TK012", "§\"CON\"")]
    [InlineData("TK012", "§\"com1.txt\"")]
    [InlineData("TK012", "§\"a\\nb\"")]
    [InlineData("TK024", "§\"a\\u0000b\"")]
    [InlineData("TK012", "§\"a\\u001b[31mb\"")]
    [InlineData("TK012", "§\"a\\u202eb\"")]
    [InlineData("TK012", "§\"a\u200bb\"")]
    [InlineData("TK012", "§\"é\"")]
    public void Id(string code, string id)
    {
        var problem = Assert.Single(Reads.Faults(code, $$"""[{"id": {{id}}, "description": "x"}]"""));

        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.DoesNotContain('\u202e', problem.Message);
    }

    [Fact]
    public void A_number_out_of_range_is_told_its_maximum()
    {
        var problem = Assert.Single(
            Reads.Faults("TK017", """{"max_workers": §1073741824, "tickets": [{"id": "a", "description": "x"}]}"""));

        Assert.Equal("the track: max_workers must be a whole number from 1 to 1000, found 1073741824", problem.Message);
    }

    [Fact]
    public void Long_id_is_cut_in_the_message()
    {
        var problem = Assert.Single(Reads.Faults("TK012", $$"""[{"id": §"{{new string('a', 1001)}}", "description": "x"}]"""));

        Assert.Contains("1001 characters", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.Length < 250 && problem.Source!.Text.Length < 150);
    }

    [Theory]
    [InlineData("TK018", "\"description\": §\"\"")]
    [InlineData("TK009", "\"description\": §7")]
    [InlineData("TK021", "\"description\": §\"@tickets/a.md\"")]
    [InlineData("TK020", "\"description\": §\"@../secret.md\"")]
    [InlineData("TK020", "\"description\": §\"@/etc/passwd\"")]
    [InlineData("TK009", "\"priority\": §1.5")]
    [InlineData("TK017", "\"priority\": §0")]
    [InlineData("TK017", "\"priority\": §6")]
    [InlineData("TK017", "\"priority\": §9223372036854775808")]
    [InlineData("TK009", "\"priority\": §\"3\"")]
    [InlineData("TK017", "\"max_attempts\": §0")]
    [InlineData("TK017", "\"max_attempts\": §1001")]
    [InlineData("TK009", "\"step_mode\": §\"true\"")]
    [InlineData("TK009", "\"status\": §1")]
    [InlineData("TK020", "\"target_file\": §\"/etc/passwd\"")]
    [InlineData("TK020", "\"target_file\": §\"C:\\\\x\"")]
    [InlineData("TK020", "\"target_file\": §\"~/x\"")]
    [InlineData("TK020", "\"context_requirements\": [\"src/../x\", §\"src/../../x\"]")]
    [InlineData("TK020", "\"touches\": [§\"..\\\\x\"]")]
    [InlineData("TK018", "\"touches\": [§\"\"]")]
    [InlineData("TK009", "\"depends_on\": §\"b\"")]
    [InlineData("TK009", "\"depends_on\": §null")]
    [InlineData("TK009", "\"depends_on\": [§null]")]
    [InlineData("TK009", "\"depends_on\": [§1, §{}]")]
    [InlineData("TK010", "§\"depnds_on\": []")]
    [InlineData("TK010", "§\"$ref\": \"x\"")]
    [InlineData("TK010", "§\"__proto__\": {}")]
    [InlineData("TK008", "\"metadata\": {\"a\": {\"b\": 1, §\"b\": 2}}")]
    public void Of_a_ticket(string code, string field)
    {
        var description = field.StartsWith("\"description\"", StringComparison.Ordinal) ? "" : ", \"description\": \"x\"";

        var problems = Reads.Faults(code, $$"""{"repository": ".", "tickets": [{"id": "a"{{description}}, {{field}}}]}""");

        Assert.All(problems, problem => Assert.Equal("a", problem.Ticket));
    }

    [Theory]
    [InlineData("dependsOn", "did you mean \"depends_on\"?")]
    [InlineData("Desciption", "did you mean \"description\"?")]
    [InlineData("zzzzzz", "the fields are id, description")]
    public void Unknown_field_helps(string name, string help) =>
        Assert.StartsWith(
            help,
            Reads.Text($$"""[{"id": "a", "{{name}}": 1}]""").Errors.Single(problem => problem.Code == "TK010").Help,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("TK102", "\"status\": §\"in_progress\"")]
    [InlineData("TK102", "\"status\": §\"complete\"")]
    [InlineData("TK101", "\"depends_on\": [\"b\", §\"b\"]")]
    public void Warnings_leave_a_track(string code, string field)
    {
        var text = $$"""
            {"repository": ".", "verify": ["make"],
             "tickets": [{"id": "a", "description": "x", {{field}}}, {"id": "b", "description": "y"}]}
            """;

        Reads.Faults(code, text, reading => reading.Warnings);

        Assert.NotNull(Reads.Marked(text).Reading.Track);
    }

    [Theory]
    [InlineData("{§\"on_deadline\": \"approve\"}", "approvals.on_deadline has no effect without deadline_minutes")]
    public void An_approval_without_effect_is_warned_of(string approvals, string expected)
    {
        var warning = Assert.Single(Reads.Faults("TK104", Approving(approvals, "."), reading => reading.Warnings));

        Assert.StartsWith($"the track: {expected}", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"patch\": \"ask\"}", ".")]
    [InlineData("{\"spawn\": \"deny\", \"tool\": \"policy\", \"integrate\": \"ask\", \"question\": \"auto\"}", ".")]
    [InlineData("{\"deadline_minutes\": 5, \"on_deadline\": \"skip\"}", ".")]
    [InlineData("{\"spawn\": \"ask\"}", null)]
    public void An_approval_with_effect_or_with_the_default_is_not(string approvals, string? repository) =>
        Assert.Empty(Reads.Text(Approving(approvals, repository)).Warnings);

    [Fact]
    public void A_track_without_a_repository_comes_to_no_gate_but_that_of_a_start()
    {
        const string Approvals = "{§\"tool\": \"ask\", §\"integrate\": \"ask\", §\"question\": \"auto\"}";

        var warnings = Reads.Faults("TK103", Approving(Approvals, null), reading => reading.Warnings);

        Assert.Equal("the track: approvals.tool has no effect in a track without a repository", warnings[0].Message);
    }

    [Fact]
    public void Fields_without_effect_are_warned_of_once_each()
    {
        var text =
            """{§"setup": ["x"], "verify": [], "tickets": [{"id": "a", "description": "x", §"touches": ["s"]}, {"id": "b","""
                + """ "description": "x", "touches": ["s"], §"target_file": "y"}]}""";

        var warnings = Reads.Faults("TK103", text, reading => reading.Warnings);

        Assert.Contains("1 more", warnings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_without_their_file_are_warned_of()
    {
        var text =
            """{"repository": ".", "verify": ["make"], "tickets": [{"id": "a", "description": "x","""
                + """ §"target_symbols": ["A.B"]}, {"id": "b","""
                + """ "description": "x", "target_symbols": []}]}""";

        var warning = Assert.Single(Reads.Faults("TK103", text, reading => reading.Warnings));

        Assert.Equal(
            ("ticket \"a\": target_symbols has no effect without target_file", "write target_file too, or leave target_symbols out"),
            (warning.Message, warning.Help));
    }

    [Theory]
    [InlineData("", "", "the track: neither it nor any ticket has a verify: nothing checks the work before it is merged")]
    [InlineData(
        """ "verify": [], """, "", "the track: neither it nor any ticket has a verify: nothing checks the work before it is merged")]
    [InlineData(
        "",
        """, "verify": ["make a"] """,
        "the track: it has no verify, and neither has the ticket b: nothing checks its work before it is merged")]
    public void Work_that_nothing_checks_is_warned_of(string track, string ticket, string expected)
    {
        var warning = Assert.Single(Reads.Faults("TK105", Unverified(track, ticket), reading => reading.Warnings));

        Assert.Equal(expected, warning.Message);
        Assert.StartsWith("write \"verify\": [", warning.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_the_track_or_each_of_its_tickets_checks_is_not()
    {
        const string Verify = """ "verify": ["make"], """, Done = """{"id": "c", "description": "z", "status": "completed"}""";

        Assert.Empty(Reads.Text(Unverified(Verify, "").Replace("§", "", StringComparison.Ordinal)).Warnings);
        Assert.Empty(Reads.Text(
            $$"""{"repository": ".", "tickets": [{"id": "a", {{Verify}} "description": "x"}, {{Done}}]}""").Warnings);
        Assert.Empty(Reads.Text("""{"tickets": [{"id": "a", "description": "x"}]}""").Warnings);
    }

    private static string Unverified(string track, string ticket) =>
        $$"""
        {§"repository": ".", {{track}}
         "tickets": [{"id": "a", "description": "x"{{ticket}}}, {"id": "b", "description": "y"}]}
        """;

    private static string Approving(string approvals, string? repository)
    {
        var path = repository is null ? "null" : $"\"{repository}\", \"verify\": [\"make\"]";
        return $$"""{"approvals": {{approvals}}, "repository": {{path}}, "tickets": [{"id": "a", "description": "x"}]}""";
    }
}
