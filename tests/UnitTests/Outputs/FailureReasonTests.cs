using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Attempts.Outputs;

namespace SlopTemporal.UnitTests.Outputs;

public sealed class FailureReasonTests
{
    [Theory]
    [InlineData("all good\n0 errors, 2 warnings\nno errors found\nthe end", "0 errors, 2 warnings no errors found the end")]
    [InlineData("step one\nFailed: 3, Passed: 5\n14 errors\nFAILED (failures=1)\nFAIL\nbye", "FAILED (failures=1) FAIL bye")]
    [InlineData("src/error/handler.rb\nuse --error-limit\n✓ throws an error\nerror_count\nlast", "✓ throws an error error_count last")]
    public void A_count_a_path_and_a_passing_test_are_no_reason(string output, string reason) =>
        Assert.Equal(reason, FailureReason.Find(output));

    [Theory]
    [InlineData("loading\nThe cart cannot be read\nanother error\nthe end", "The cart cannot be read")]
    [InlineData("loading\nMyLibrary.CartException: no cart\nthe end", "MyLibrary.CartException: no cart")]
    [InlineData("loading\nerror: 404 is not what the page should be", "error: 404 is not what the page should be")]
    [InlineData("loading\n[ERROR] page not found\nthe end", "page not found")]
    public void Where_no_tool_is_known_the_first_line_that_complains_is_the_reason(string output, string reason) =>
        Assert.Equal(reason, FailureReason.Find(output));

    [Fact]
    public void The_sums_of_a_build_are_never_the_reason_if_anything_else_is_there() =>
        Assert.Equal(
            "linking the shop",
            FailureReason.Find("linking the shop\n\nBuild FAILED.\n\n    5 Warning(s)\n    14 Error(s)\n\nTime Elapsed 00:00:02.82\n"));

    [Fact]
    public void Make_is_never_the_reason_if_anything_else_is_there()
    {
        Assert.Equal("3 is not 4", FailureReason.Find("3 is not 4\nmake: *** [Makefile:5: test] Error 3\n"));
        Assert.Equal("make: *** [Makefile:5: test] Error 3", FailureReason.Find("make: *** [Makefile:5: test] Error 3\n"));
    }

    [Fact]
    public void A_failed_test_says_more_than_what_a_test_that_passed_has_printed() =>
        Assert.Equal(
            "tests::adds_up: 3 is not 4 (src/lib.rs:5:20)",
            FailureReason.Find(
                """
                a.c:1:2: error: printed by a test of a compiler
                Traceback (most recent call last):
                  File "a.py", line 1, in <module>
                ValueError: printed by a test of a handler
                ---- tests::adds_up stdout ----
                thread 'tests::adds_up' panicked at src/lib.rs:5:20:
                3 is not 4
                """));

    [Fact]
    public void A_command_of_a_project_file_is_the_reason_only_if_it_said_none_itself()
    {
        const string Wrapper = "/r/a.csproj(9,5): error MSB3073: The command \"npm run build\" exited with code 1. [/r/a.csproj]";

        Assert.Equal(
            "src/a.ts(1,2): error TS2304: Cannot find name 'foo'.",
            FailureReason.Find($"src/a.ts(1,2): error TS2304: Cannot find name 'foo'.\n{Wrapper}\n", "/r"));
        Assert.Equal(
            "a.csproj(9,5): error MSB3073: The command \"npm run build\" exited with code 1.", FailureReason.Find(Wrapper, "/r"));
    }

    [Fact]
    public void How_many_more_failed_is_told_however_long_the_first_is()
    {
        var tests = Enumerable.Range(1, 12).Select(i => $"FAILED test_cart.py::test_{i} - {new string('x', 300)}");

        var reason = FailureReason.Find(string.Join('\n', tests));

        Assert.StartsWith("test_cart.py::test_1: xxx", reason, StringComparison.Ordinal);
        Assert.EndsWith("x… … and 11 more", reason, StringComparison.Ordinal);
        Assert.Equal(Preview.MaxLength, reason.Length);
    }

    [Fact]
    public void Paths_in_the_place_of_the_command_are_told_from_there_and_others_as_they_are() =>
        Assert.Equal(
            "cannot copy a.txt and b/c.mjs to /elsewhere/repo/d.txt",
            FailureReason.Find(
                "cannot copy /place/repo/a.txt and file:///place/repo/b/c.mjs to /elsewhere/repo/d.txt", "/place", "/place/repo"));

    [Fact]
    public void Colours_titles_and_what_was_written_over_are_not_read() =>
        Assert.Equal(
            "the archive cannot be opened",
            FailureReason.Find(
                "\e]0;error in a title\aready\r\nerror 1%\rerror 2%\rdone\n\e[31mthe \e[1marchive\e[0m cannot be opened\e[0m\r\n"));

    [Fact]
    public void Where_a_command_stood_when_it_was_stopped_are_its_last_lines() =>
        Assert.Equal("two three waiting", FailureReason.LastLines("error: early\none\ntwo\n\nthree\nwaiting\n"));

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\e[0m\n")]
    public void An_output_that_says_nothing_is_told_as_such(string output) => Assert.Equal("no output", FailureReason.Find(output));
}
