using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Patches;

namespace SlopTemporal.UnitTests.Starter;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ShowCommandTests : IDisposable
{
    private readonly JournalScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_ticket_is_shown_from_its_first_prompt_to_its_end()
    {
        _scene.WriteAll();
        _scene.Close(
            TrackStatus.Completed, States.Ticket("parser", TicketStatus.Completed) with { Attempt = 2, Commit = "0123456789abcdef0123" });

        var ran = await _scene.Slop.RunAsync("show", "csv", "parser");

        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error));
        Golden.Match("show-ticket.txt", ran.Out);
    }

    [Fact]
    public async Task A_track_is_shown_with_a_line_for_each_attempt()
    {
        _scene.WriteAll();
        _scene.Close(
            TrackStatus.Completed,
            States.Ticket("parser", TicketStatus.Completed) with { Attempt = 2, Model = "scripted:2", Commit = "0123456789abcdef0123" },
            States.Ticket("docs", TicketStatus.Skipped) with { Attempt = 1, Reason = "nobody answered in time" });

        var ran = await _scene.Slop.RunAsync("show", "csv");

        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error));
        Golden.Match("show-track.txt", ran.Out);
    }

    [Fact]
    public async Task What_a_failed_check_wrote_is_shown_whole()
    {
        var lines = string.Concat(Enumerable.Range(1, 3000).Select(i => $"  line {i}\n"));
        _scene.Verify("parser", 1, 3, lines);
        _scene.BaseCheck("no rule");

        var ofTicket = await _scene.Slop.RunAsync("show", "csv", "parser", "--output");
        var ofBase = await _scene.Slop.RunAsync("show", "csv", "--output");
        var json = await _scene.Slop.RunAsync("show", "csv", "--output", "--json");

        Assert.StartsWith("attempt 1: `make test` exited with 2: ", ofTicket.Out, StringComparison.Ordinal);
        Assert.Contains($"\n\n$ make test\nexit code 2\n\n{lines}", ofTicket.Out, StringComparison.Ordinal);
        Assert.Equal("base: `make` exited with 2: no rule\n\n$ make\nno rule\n", ofBase.Out.TrimEnd('\n') + "\n");
        Assert.Contains("\"output\": \"$ make\\nno rule\"", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_check_wrote_that_passed_is_shown_too()
    {
        _scene.VerifyPassed("parser", 1, 3, "12 tests\n  all well\n");

        Assert.Equal(
            "attempt 1: `make test` passed in 1.5 s\n\n12 tests\n  all well\n",
            (await _scene.Slop.RunAsync("show", "csv", "parser", "--output")).Out);
    }

    [Fact]
    public async Task Where_no_check_has_run_it_says_so()
    {
        _scene.Verify("parser", 1, 3, failure: null);

        Assert.Equal("no check of parser has run\n", (await _scene.Slop.RunAsync("show", "csv", "parser", "--output")).Out);
        Assert.Equal("no check of the base of csv has run\n", (await _scene.Slop.RunAsync("show", "csv", "--output")).Out);
    }

    [Fact]
    public async Task A_run_without_server_and_record_is_still_shown()
    {
        _scene.WriteAll();

        var ran = await _scene.Slop.RunAsync("show", "csv");

        Assert.Equal(
            """
            csv: neither a server nor a record knows its state; this is what is on disk

            docs    attempt 1              0 turns  no reply yet
            parser  attempt 1  scripted:1  2 turns  verify failed: `make test` exited with 2: two tests are red
            parser  attempt 2  scripted:2  2 turns  verify of the merged work passed

            """,
            ran.Out);
    }

    [Fact]
    public async Task Work_that_passed_its_checks_and_is_not_what_was_asked_for_is_not_called_passed()
    {
        _scene.Prompt("parser", 1, "x");
        _scene.Turn("parser", 1, 1, "Done.");
        _scene.Verify("parser", 1, 1, failure: null);
        _scene.Answer("parser", 1, Tier.Lead, 1, """{"lines":[{"met":true},{"met":false,"evidence":"no header is read"}]}""");

        var ran = await _scene.Slop.RunAsync("show", "csv");

        Assert.Contains("1 turn  verify passed, but its acceptance is not met: no header is read\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patches_are_shown_whole_with_their_numbers_and_the_reason_of_those_that_do_not_fit()
    {
        using var tree = new PatchScene().With("a.md", string.Concat(Enumerable.Range(1, 200).Select(i => $"line {i}\n")));
        var body = string.Concat(Enumerable.Range(1, 150).Select(i => $"-line {i}\n+changed {i}\n"));
        _scene.Patches("parser", 1, "../x lies outside of the worktree.", tree.Prepare($"--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n{body}"));

        var shown = (await _scene.Slop.RunAsync("show", "csv", "parser")).Out;

        Assert.Contains(
            "  patch in answer 2 of tier 4, does not fit\n    ../x lies outside of the worktree.\n", shown, StringComparison.Ordinal);
        Assert.Contains("  patch in answer 3 of tier 4, fits\n    Red: `make test` exited with 2\n", shown, StringComparison.Ordinal);
        Assert.Contains(" @@ [1]\n", shown, StringComparison.Ordinal);
        Assert.Equal(150, shown.Split("+changed ").Length - 1);
        var logs = (await _scene.Slop.RunAsync("logs", "csv")).Out;
        Assert.Contains("patch in answer 2 of tier 4, does not fit: ../x lies outside", logs, StringComparison.Ordinal);
        Assert.Contains("patch in answer 3 of tier 4, fits: 1 file changed, 150 insertions(+)", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_attempt_is_shown_alone()
    {
        _scene.WriteAll();

        var ran = await _scene.Slop.RunAsync("show", "csv", "parser", "--attempt", "2");

        Assert.StartsWith("parser, attempt 2\n", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("attempt 1", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_whole_conversation_as_one_object()
    {
        _scene.WriteAll();
        var prompt = new string('x', 5000);
        _scene.Prompt("docs", 2, prompt);

        var ran = await _scene.Slop.RunAsync("show", "csv", "parser", "--json");
        var attempts = ran.Json.GetProperty("attempts");
        var call = attempts[0].GetProperty("turns")[0].GetProperty("calls")[1];
        var decision = attempts[1].GetProperty("decisions")[0];
        var whole = (await _scene.Slop.RunAsync("show", "csv", "docs", "--attempt", "2", "--json")).Json;

        Assert.Equal(
            ("csv", "parser", 2),
            (ran.Json.GetProperty("track").GetString(), ran.Json.GetProperty("ticket").GetString(), attempts.GetArrayLength()));
        Assert.Equal("# Ticket\n\nAdd it well.", attempts[0].GetProperty("prompt").GetString());
        Assert.Equal(("edit_file", true), (call.GetProperty("name").GetString(), call.GetProperty("ok").GetBoolean()));
        Assert.Equal("a\n\tb", call.GetProperty("arguments").GetProperty("old_text").GetString());
        Assert.Equal("Edited src/a.sh at line 1.", call.GetProperty("result").GetString());
        Assert.Equal(
            ("parser/tool-1", "ben"),
            (decision.GetProperty("gate").GetProperty("id").GetString(), decision.GetProperty("decision").GetProperty("by").GetString()));
        Assert.Equal(prompt, whole.GetProperty("attempts")[0].GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task Programs_get_a_track_with_its_attempts()
    {
        _scene.WriteAll();

        var tickets = (await _scene.Slop.RunAsync("show", "csv", "--json")).Json.GetProperty("tickets");
        var second = tickets[1].GetProperty("attempts")[1];

        Assert.Equal(("docs", "parser"), (tickets[0].GetProperty("ticket").GetString(), tickets[1].GetProperty("ticket").GetString()));
        Assert.Equal(
            (2, "scripted:2", 2),
            (second.GetProperty("attempt").GetInt32(), second.GetProperty("model").GetString(), second.GetProperty("turns").GetInt32()));
    }

    [Fact]
    public async Task Long_texts_are_cut_in_the_middle_unless_all_is_wanted()
    {
        _scene.Prompt("docs", 1, "head " + new string('x', 3000) + " tail");

        var cut = await _scene.Slop.RunAsync("show", "csv", "docs");
        var full = await _scene.Slop.RunAsync("show", "csv", "docs", "--full");

        Assert.Contains("… 1810 characters left out …", cut.Out, StringComparison.Ordinal);
        Assert.Contains(" tail\n", cut.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("You work on tickets.", cut.Out, StringComparison.Ordinal);
        Assert.Contains("head " + new string('x', 3000) + " tail\n", full.Out, StringComparison.Ordinal);
        Assert.Contains("You work on tickets.", full.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_words_reach_no_terminal()
    {
        var call = JournalScene.Call("edit\u001b[1m", new Dictionary<string, string> { ["pa\u001bth"] = JournalScene.Hostile });
        _scene.Prompt("docs", 1, JournalScene.Hostile);
        _scene.Decide(
            "docs",
            1,
            GateKind.Spawn,
            JournalScene.Hostile,
            new() { Approve = true, By = "\u001b]0;ann\u0007", Comment = JournalScene.Hostile });
        _scene.Turn("docs", 1, 1, JournalScene.Hostile, call);
        _scene.Result("docs", 1, (1, 1), call, ok: false, JournalScene.Hostile);
        _scene.Turn("docs", 1, 2, "BLOCKED: " + JournalScene.Hostile);

        var ran = await _scene.Slop.RunAsync("show", "csv", "docs");
        var track = await _scene.Slop.RunAsync("show", "csv");

        Golden.Match("show-hostile.txt", ran.Out + "\n" + track.Out);
        Assert.DoesNotContain(ran.Out + track.Out, c => c != '\n' && (char.IsControl(c) || c == '\u202E'));
    }

    [Fact]
    public async Task A_cut_file_counts_as_absent_and_stays_where_it_is()
    {
        _scene.WriteAll();
        var file = Path.Combine(_scene.Run.Attempts("parser")[0].Path, "turn-2.json");
        await File.WriteAllTextAsync(file, "{ half", TestContext.Current.CancellationToken);

        var ran = await _scene.Slop.RunAsync("show", "csv", "parser", "--attempt", "1");

        Assert.DoesNotContain("turn 2 ·", ran.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_is()
    {
        _scene.WriteAll();

        var track = await _scene.Slop.RunAsync("show", "../csv");
        var ticket = await _scene.Slop.RunAsync("show", "csv", "../parser");
        var attempt = await _scene.Slop.RunAsync("show", "csv", "parser", "--attempt", "7");
        var alone = await _scene.Slop.RunAsync("show", "csv", "--attempt", "1");
        var json = await _scene.Slop.RunAsync("show", "csv", "nope", "--json");

        Assert.Equal((ExitCode.BadInput, "error: there is no track ../csv here\nhelp: known here: csv\n"), (track.Code, track.Error));
        Assert.Equal(
            (ExitCode.BadInput, "error: the track csv has no ticket ../parser\nhelp: it has docs, parser\n"), (ticket.Code, ticket.Error));
        Assert.Equal(
            (ExitCode.BadInput, "error: the ticket parser has no attempt 7\nhelp: attempts so far: 1 to 2\n"),
            (attempt.Code, attempt.Error));
        Assert.Equal(
            (
                ExitCode.BadInput,
                "error: --attempt is for one ticket; name it after the track.\nhelp: `slop show --help` shows its options and examples\n"),
            (alone.Code, alone.Error));
        Assert.Equal("no_such_ticket", json.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_ticket_that_has_not_begun_is_no_error()
    {
        _scene.WriteAll();
        _scene.Close(TrackStatus.Cancelled, States.Ticket("release"));

        var ran = await _scene.Slop.RunAsync("show", "csv", "release");

        Assert.Equal((ExitCode.Done, "release has not begun\n"), (ran.Code, ran.Out));
    }
}
