using System.Collections.Concurrent;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Local.Processes;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Gates;

namespace SlopTemporal.UnitTests.Starter;

public sealed class GatePromptTests : IDisposable
{
    private static readonly Ticket Parser = new() { Id = "parser", Description = "Parse rows.", Budget = new() { Usd = 5 } };

    private static readonly TrackDocument Document = new() { Track = new() { Id = "csv", Tickets = [Parser] } };

    private readonly StringWriter _shown = new();
    private GateEditor? _editor;

    public void Dispose()
    {
        _editor?.Forget();
        _shown.Dispose();
    }

    [Fact]
    public async Task An_answer_to_a_question_approves_it_with_the_words()
    {
        var decision = await AskAsync(Gate(GateKind.Question), "RFC 4180\n");

        Assert.Equal(
            (true, "RFC 4180", "parser/question-1", "4f1c22ab"), (decision!.Approve, decision.Comment, decision.Request, decision.Hash));
    }

    [Theory]
    [InlineData("l\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Later_decides_nothing(string typed) => Assert.Null(await AskAsync(Gate(GateKind.Tool), typed));

    [Fact]
    public async Task A_word_that_is_not_known_is_asked_for_again_and_a_reason_may_be_given()
    {
        var decision = await AskAsync(Gate(GateKind.Tool), "perhaps\nr\nuse the mirror\n");

        Assert.Equal((false, "use the mirror"), (decision!.Approve, decision.Comment));
        Assert.Equal(2, _shown.ToString().Split("[a]pprove").Length - 1);
    }

    [Fact]
    public async Task What_a_model_writes_cannot_move_the_cursor()
    {
        await AskAsync(Gate(GateKind.Tool) with { Detail = "run \u001b[2Jrm\nsecond line" }, "l\n");

        Assert.Contains("run \\u001b[2Jrm\nsecond line", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GateKind.Spawn, "{\"prompt\":\"Parse columns.\"}", "sed -i s/rows/columns/")]
    [InlineData(GateKind.Tool, "{\"command\":\"curl columns\"}", "sed -i s/rows/columns/")]
    [InlineData(GateKind.Budget, "{\"usd\":30}", "sed -i s/10/30/")]
    public async Task What_is_saved_in_the_editor_replaces_the_payload(GateKind kind, string expected, string editor)
    {
        var decision = await AskAsync(Gate(kind), "e\n", editor, arguments: "{\"command\":\"curl rows\"}");

        Assert.True(decision!.Approve);
        Assert.Equal(expected, System.Text.Json.JsonSerializer.Serialize(decision.Edited!.Value));
    }

    [Fact]
    public async Task What_is_saved_as_it_was_decides_nothing()
    {
        Assert.Null(await AskAsync(Gate(GateKind.Tool), "e\nl\n", "true", arguments: "{\"command\":\"curl rows\"}"));
        Assert.Contains("Nothing was changed, so nothing is decided.", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_keeps_its_blanks()
    {
        await AskAsync(Gate(GateKind.Integrate) with { Detail = "+def f(x):\n+    return  x\n" }, "l\n");

        Assert.Contains("+def f(x):\n+    return  x\n", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false", "`false` ended with exit code 1")]
    [InlineData("truncate -s 0", "left empty")]
    public async Task What_cannot_be_edited_is_said_and_the_person_chooses_again(string editor, string said)
    {
        Assert.Null(await AskAsync(Gate(GateKind.Tool), "e\nl\n", editor, arguments: "{\"command\":\"a\"}"));
        Assert.Contains(said, _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_saved_in_another_form_is_said_at_once_and_the_person_chooses_again()
    {
        Assert.Null(await AskAsync(Gate(GateKind.Budget) with { Detail = "{\"usd\":10}" }, "e\nl\n", "sed -i s/usd/eur/"));
        Assert.Contains("there is no \"eur\" here", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GateKind.Integrate)]
    [InlineData(GateKind.Tool)]
    public async Task What_has_nothing_to_edit_does_not_offer_it(GateKind kind)
    {
        Assert.Null(await AskAsync(Gate(kind), "e\nl\n", "true"));
        Assert.Equal(2, _shown.ToString().Split("[a]pprove, [r]eject or [l]ater? ").Length - 1);
        Assert.DoesNotContain("[e]dit", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_looks_like_a_blank_in_a_call_is_told_from_one()
    {
        await AskAsync(Gate(GateKind.Tool) with { Detail = "    -    return s\n    +\treturn\u00a0s\r  \n    -a\u2028b" }, "l\n");

        Assert.Contains(
            "\n    -    return s\n    +→   return\\u00a0s\\u000d··\n    -a\\u2028b\n", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t\n", CallGroup.Tool)]
    [InlineData("s\n", CallGroup.Reads)]
    public async Task A_read_can_be_approved_with_all_that_follow(string typed, CallGroup group)
    {
        var decision = await AskAsync(Gate(GateKind.Tool) with { Tool = "read_file", IsRead = true }, typed);

        Assert.Equal((true, group), (decision!.Approve, decision.All));
        Assert.Contains("[t] all calls of read_file, [s] all calls that only read", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_more_than_read_is_not_approved_with_reads()
    {
        Assert.Null(await AskAsync(Gate(GateKind.Tool) with { Tool = "run_command" }, "s\nl\n"));
        Assert.DoesNotContain("[s]", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_after_a_gate_was_decided_elsewhere_decides_nothing()
    {
        using var typed = new BlockingCollection<string>();
        var asked = AskAsync(Gate(GateKind.Spawn), new PendingReader(typed), closed: Task.CompletedTask);
        Assert.Contains("was decided elsewhere; press Enter", _shown.ToString(), StringComparison.Ordinal);

        typed.Add("a", TestContext.Current.CancellationToken);

        Assert.Null(await asked);
    }

    [Fact]
    public async Task The_graph_of_a_plan_can_be_seen_before_it_is_decided_on()
    {
        var gate = Gate(GateKind.Plan) with { Id = "plan-1", Ticket = "" };
        var file = TrackFileText.Write(Document.Track with { Goal = "Parse.", Repository = "." });

        var decision = await AskAsync(gate, "g\na\n", file: file);

        Assert.True(decision!.Approve);
        Assert.Contains("flowchart LR\n  t1[\"parser\"]", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detail_of_many_lines_can_be_seen_whole()
    {
        var detail = string.Join('\n', Enumerable.Range(1, 400).Select(n => $"line {n}."));

        Assert.Null(await AskAsync(Gate(GateKind.Integrate) with { Detail = detail }, "l\n"));
        Assert.Contains("… 100 more lines, [v] shows them", _shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("line 350.", _shown.ToString(), StringComparison.Ordinal);

        Assert.Null(await AskAsync(Gate(GateKind.Integrate) with { Detail = detail }, "v\nl\n"));
        Assert.Contains("line 350.", _shown.ToString(), StringComparison.Ordinal);
    }

    private static Gate Gate(GateKind kind) => new()
    {
        Id = $"parser/{(kind == GateKind.Question ? "question" : "tool")}-1",
        Ticket = "parser",
        Kind = kind,
        Hash = "4f1c22ab",
        Subject = "run_command curl rows (needs the network)",
        Opened = States.Start,
    };

    private Task<Decision?> AskAsync(
        Gate gate, string typed, string editor = "false", string? arguments = null, string? file = null) =>
        AskAsync(gate, new StringReader(typed), editor, arguments, file: file);

    private async Task<Decision?> AskAsync(
        Gate gate, TextReader typed, string editor = "false", string? arguments = null, Task? closed = null, string? file = null)
    {
        var terminal = new Terminal
        {
            In = typed,
            Out = _shown,
            Error = TextWriter.Null,
            Folder = Path.GetTempPath(),
            CanAsk = true,
            UserSources = new() { Environment = new Dictionary<string, string> { ["VISUAL"] = editor } },
        };
        _editor?.Forget();
        _editor = new(terminal, ProcessRunner.Shared);
        return await new GatePrompt(terminal, _editor).AskAsync(
            new(
                new(gate, Document, arguments is null ? null : System.Text.Json.JsonElement.Parse(arguments)) { File = file },
                GateTable.Get(gate.Kind).ShownDetail(gate)),
            closed ?? Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }

    private sealed class PendingReader(BlockingCollection<string> lines) : TextReader
    {
        public override string? ReadLine() => lines.Take();
    }
}
