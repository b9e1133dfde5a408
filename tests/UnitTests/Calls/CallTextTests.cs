using System.Text.Json;
using SlopTemporal.Local.Calls;

namespace SlopTemporal.UnitTests.Calls;

public sealed class CallTextTests
{
    [Fact]
    public void A_command_of_several_lines_stands_in_its_lines_with_its_blanks() => Assert.Equal(
        """
        run_command
          command:
            python3 - <<'EOF'
            for i in range(3):
                print(i,  "x")
            EOF
          network: true
        """,
        CallText.Render(
            "run_command", Json(new { command = "python3 - <<'EOF'\nfor i in range(3):\n    print(i,  \"x\")\nEOF", network = true })));

    [Fact]
    public void A_command_of_one_line_stands_beside_its_name() =>
        Assert.Equal("run_command\n  command: pytest -q", CallText.Render("run_command", Json(new { command = "pytest -q" })));

    [Fact]
    public void An_edit_is_a_diff() => Assert.Equal(
        """
        edit_file
          path: src/a.py
          the text is changed:
             def f(x):
            -    return x
            +    if x:
            +        return x
             
        """.TrimEnd('\n'),
        CallText.Render("edit_file", Json(new
        {
            path = "src/a.py",
            old_text = "def f(x):\n    return x\n",
            new_text = "def f(x):\n    if x:\n        return x\n",
        })));

    [Theory]
    [InlineData("a b", "a  b")]
    [InlineData("a", "a\r")]
    [InlineData("a\n", "a")]
    [InlineData("\ta", "    a")]
    public void No_difference_is_too_small_to_be_seen(string before, string after)
    {
        var shown = CallText.Render("edit_file", Json(new { path = "a", old_text = before, new_text = after }));

        Assert.Contains(shown.Split('\n'), line => line.StartsWith("    -", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_texts_without_a_line_in_common_are_shown_one_after_the_other()
    {
        string Text(string mark) => string.Join('\n', Enumerable.Range(0, 400_000).Select(i => mark + i));

        var shown = CallText.Render("edit_file", Json(new { path = "a", old_text = Text("a"), new_text = Text("b") })).Split('\n');

        Assert.Equal(("    -a0", "    +b399999", 800_003), (shown[3], shown[^1], shown.Length));
    }

    [Fact]
    public void Nothing_that_a_model_writes_passes_for_an_argument()
    {
        var shown = CallText.Render("run_command", Json(new { command = "curl x\n  network: false", network = true })).Split('\n');

        Assert.Equal(["    curl x", "      network: false", "  network: true"], shown[2..]);
    }

    [Fact]
    public void Blanks_at_the_ends_of_a_text_are_seen() =>
        Assert.Equal("read_file\n  path: \" a\"", CallText.Render("read_file", Json(new { path = " a" })));

    private static JsonElement Json(object arguments) => JsonSerializer.SerializeToElement(arguments);
}
