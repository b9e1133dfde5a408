using SlopTemporal.Domain.Gates;
using SlopTemporal.Local.Processes;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.UnitTests.Patches;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>A patch at the terminal: shown like a diff, taken whole, in part, or as a person edits it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PatchGateTests : IDisposable
{
    private const string Patch = """
        --- a/src/a.cs
        +++ b/src/a.cs
        @@ -2,1 +2,1 @@
        -    return total + tax;
        +    return total - tax;
        @@ -30,1 +30,3 @@
         line 30
        +	one  
        +漢字 and a longer line
        --- /dev/null
        +++ b/docs/new.md
        @@ -0,0 +1,1 @@
        +# New

        """;

    private const string Question = "[a]pprove, [h]unks, [e]dit, [d]iff side by side, [r]eject or [l]ater? ";

    private readonly PatchScene _scene = new PatchScene()
        .With("src/a.cs", GeneratedPatch.Joined(Enumerable.Range(1, 40).Select(i => i == 2 ? "    return total + tax;" : $"line {i}")));

    private readonly StringWriter _shown = new();
    private GateEditor? _editor;

    public void Dispose()
    {
        _editor?.Forget();
        _scene.Dispose();
        _shown.Dispose();
    }

    [Fact]
    public async Task It_is_shown_with_what_is_said_of_it_and_every_character_can_be_told()
    {
        await AskAsync(Detail(), "l\n");

        Golden.Match("patch-prompt.txt", _shown.ToString());
    }

    [Fact]
    public async Task Side_by_side_is_one_key_away_and_asks_again()
    {
        Assert.Null(await AskAsync(Detail(), "d\nl\n"));

        Golden.Match("patch-side-by-side.txt", _shown.ToString().Split(Question)[1]);
        Assert.Equal(3, _shown.ToString().Split(Question).Length);
    }

    [Fact]
    public async Task Hunks_are_chosen_by_number_and_a_wrong_answer_asks_again()
    {
        var decision = await AskAsync(Detail(), "h\nsome\n1,4\n\nh\n3, 1\n");

        Assert.True(decision!.Approve);
        Assert.Equal("{\"hunks\":[1,3]}", decision.Edited!.Value.GetRawText());
        Assert.Contains("Write their numbers, such as 1,3 or 2-4.\n", _shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is no hunk 4. The patch has the hunks 1 to 3.\n", _shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _shown.ToString().Split(Question).Length);
    }

    [Fact]
    public async Task The_editor_opens_the_diff_and_what_is_saved_is_sent_in_lines()
    {
        var decision = await AskAsync(Detail(), "e\n", "sed -i 's/^+# New/+# Newer/; s/^Cause: .*/nothing/'");

        var lines = decision!.Edited!.Value.EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.Equal("diff --git a/src/a.cs b/src/a.cs", lines[0]);
        Assert.Equal("+# Newer", lines[^1]);
        Assert.Null(GateTable.Get(GateKind.Patch).Edit!.Problem(decision.Edited.Value));
        _scene.Apply(string.Join('\n', lines));
        Assert.Equal("# Newer\n", _scene.Text("docs/new.md"));
    }

    [Fact]
    public async Task A_form_feed_in_a_line_survives_the_editor()
    {
        _scene.With("f", "a\u000cb\nc\n");
        var diff = _scene.Prepare("--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\u000cb\n+new\n c\n").Diff;

        var decision = await AskAsync(diff, "e\n", "sed -i 's/^+new/+newer/'");

        _scene.Apply(string.Join('\n', decision!.Edited!.Value.EnumerateArray().Select(line => line.GetString())));
        Assert.Equal("a\u000cb\nnewer\nc\n", _scene.Text("f"));
    }

    [Fact]
    public async Task What_is_saved_as_it_was_decides_nothing_and_its_notes_are_in_the_file()
    {
        Assert.Null(await AskAsync(Detail(), "e\nl\n", "grep -q '^# Cause: the sign is wrong$'"));

        Assert.Contains("Nothing was changed, so nothing is decided.", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_decides_nothing_says_why_and_is_kept()
    {
        Assert.Null(await AskAsync(Detail(), "e\nl\n", "sed -i 's/return total + tax/return total/'"));

        Assert.Contains(
            "nothing was decided, and parser/patch-1 is still open: Hunk 1 of src/a.cs (line 4 of the patch) does not fit",
            _shown.ToString(),
            StringComparison.Ordinal);
        var kept = _shown.ToString().Split("what you wrote is kept in ")[1].Split('\n')[0];
        var text = await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken);
        Assert.Contains("-    return total;\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_fit_is_opened_again_to_be_put_right()
    {
        // The first run breaks a line, the second puts it right: it would not find what it looks for in the patch as it was.
        const string Editor =
            "sed -i -e 's/total + zero/total + tax/; t' -e 's/^-    return total + tax/-    return total + zero/; s/+# New/+# Mine/'";

        var decision = await AskAsync(Detail(), "e\ne\n", Editor);

        Assert.Equal("+# Mine", decision!.Edited!.Value.EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task A_rejection_asks_for_a_reason_and_an_empty_answer_goes_back()
    {
        Assert.Null(await AskAsync(Detail(), "r\n\nx\nl\n"));
        Assert.Contains("Type one of the letters in brackets", _shown.ToString(), StringComparison.Ordinal);

        Assert.Equal((false, "no"), await AskAsync(Detail(), "r\nno\n") is { } said ? (said.Approve, said.Comment) : default);
        Assert.Equal((false, null), await AskAsync(Detail(), "r\n-\n") is { } silent ? (silent.Approve, silent.Comment) : default);
    }

    [Fact]
    public async Task A_diff_that_is_not_whole_is_not_edited()
    {
        var decision = await AskAsync(Detail()[..^20] + "\n… 40 lines left out …", "e\nh\n2\n");

        Assert.Equal("{\"hunks\":[2]}", decision!.Edited!.Value.GetRawText());
        Assert.DoesNotContain("[e]dit", _shown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("3,1", "1,3")]
    [InlineData(" 1 - 3, 2 ,7", "1,2,3,7")]
    [InlineData("9999", "9999")]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("1,", null)]
    [InlineData("-1", null)]
    [InlineData("3-1", null)]
    [InlineData("1-2-3", null)]
    [InlineData("1.5", null)]
    [InlineData("+1", null)]
    [InlineData("one", null)]
    [InlineData("1-99999999999", null)]
    public void Numbers_are_read_as_people_write_them(string text, string? numbers) =>
        Assert.Equal(numbers, HunkNumbers.Read(text) is { } read ? string.Join(',', read) : null);

    [Theory]
    [InlineData("--hunks is 1-x; it must be numbers from 1, such as 1,3 or 2-4.", "--hunks", "1-x")]
    [InlineData("--hunks and --edit or --edited exclude each other", "--hunks", "1", "--edit")]
    [InlineData("--hunks and --edit or --edited exclude each other", "--hunks", "1", "--edited", "{}")]
    public async Task On_the_command_line_bad_numbers_are_refused_before_anything_is_asked(string expected, params string[] options)
    {
        using var slop = new CommandLine();

        var ran = await slop.RunAsync(["approve", "parser/patch-1", .. options]);

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_narrow_terminal_the_columns_are_one_below_the_other()
    {
        var lines = DiffLine.ReadAll(_scene.Prepare(Patch).Diff);

        Assert.Equal(Screen.Text(new DiffView(lines), 79), Screen.Text(new SideBySideView(lines), 79));
    }

    [Fact]
    public void Long_lines_go_on_below_and_data_is_cut_where_it_can_be_seen()
    {
        var words = string.Join(' ', Enumerable.Range(1, 30).Select(i => $"word{i}"));
        var diff = $"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -99,3 +99,4 @@ [1]\n same\u001b[2J\n-{words}\n"
            + $"\\ No newline at end of file\n+{words}!\n"
            + $"+{new string('表', 26)}e\u0301\n+{new string('x', 5000)}\n+\tlast\n\\ No newline at end of file\n";

        var shown = Screen.Text(new SideBySideView(DiffLine.ReadAll(diff)), 90);

        Golden.Match("side-by-side.txt", shown);
    }

    [Fact]
    public void Every_line_of_two_columns_has_its_divider_at_the_same_place()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var patch = new GeneratedPatch(seed);
            var shown = Screen.Text(new SideBySideView(DiffLine.ReadAll($"--- a/f\n+++ b/f\n{patch.Body()}")), 80 + seed);

            var rows = shown.TrimEnd('\n').Split('\n').Where(row => row is [' ' or >= '0' and <= '9', ..]).ToList();
            Assert.All(rows, row => Assert.Equal(((77 + seed) / 2) + 1, row.IndexOf('│', StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(GateKind.Patch)]
    [InlineData(GateKind.Integrate)]
    public void A_diff_at_a_gate_has_the_colours_of_one_and_what_is_said_of_it_has_none(GateKind kind)
    {
        using var unused = new StringWriter();
        var options = RenderOptions.Create(Screen.Create(unused, 100, live: false));

        var parts = ((IRenderable)new GateDetailView(kind, Detail())).Render(options, 100).ToList();

        Assert.Equal(Style.Plain, Of("Cause: the sign is wrong").Style);
        Assert.Equal(Color.Teal, Of("diff --git a/src/a.cs b/src/a.cs").Style.Foreground);
        Assert.Equal(Color.Green, Of("+# New").Style.Foreground);
        Assert.Equal(Style.Plain, Of(" line 1").Style);
        Assert.Equal(["+", "-"], parts.Where(part => part.Style.Decoration == Decoration.Invert).Select(part => part.Text));
        Assert.Equal(Color.Maroon, parts.First(part => part.Style.Decoration == Decoration.Invert).Style.Foreground);

        Segment Of(string text) => Assert.Single(parts, part => part.Text == text);
    }

    private string Detail()
    {
        var patch = _scene.Prepare(Patch);
        return $"Cause: the sign is wrong\n  src/a.cs:2 is where\n{patch.Stat}\n\n{patch.Diff}";
    }

    private async Task<Decision?> AskAsync(string detail, string typed, string editor = "false")
    {
        var gate = new Gate
        {
            Id = "parser/patch-1",
            Ticket = "parser",
            Kind = GateKind.Patch,
            Hash = "4f1c22ab",
            Subject = "2 files changed",
            Detail = "Cause: cut\n… 40 lines left out …",
            Opened = States.Start,
        };
        var terminal = new Terminal
        {
            In = new StringReader(typed),
            Out = _shown,
            Error = TextWriter.Null,
            Folder = Path.GetTempPath(),
            CanAsk = true,
            UserSources = new() { Environment = new Dictionary<string, string> { ["VISUAL"] = editor } },
        };
        _editor?.Forget();
        _editor = new(terminal, ProcessRunner.Shared);
        return await new GatePrompt(terminal, _editor).AskAsync(
            new(new(gate), detail, (_scene.Prepare(Patch), _scene.Files)),
            Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }
}
