namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class PythonRules
{
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // FAILED test_cart.py::test_adds_up - AssertionError: prices
        new("pytest", ReasonRank.FailedTest, "::", @"^(FAILED|ERROR) (?<name>\S+?::.+?)( - (?<why>.*))?$"),

        // A file that cannot be read, and what a test needs and does not get:
        // ____________ ERROR collecting broken/test_broken.py ____________
        // E   ModuleNotFoundError: No module named 'nothing'
        new("pytest, before a test", ReasonRank.FailedTest, " ERROR ", @"^_+ ERROR (at \w+ of|collecting) (?<name>\S+) _+$")
        {
            Why = @"^E +(?<why>\S.*)$",
        },

        // The same of a test, where the summary with its path was turned off:
        // ________________ test_adds_up ________________
        // E       AssertionError: prices
        new("pytest, no summary", ReasonRank.Compiler, "__ ", @"^_{3,} (?<name>\S+) _{3,}$")
        {
            Why = @"^E +(?<why>\S.*)$",
            Needs = @"^E +\S",
        },

        // FAIL: test_adds_up (test_cart.CartTests.test_adds_up)
        // AssertionError: 3 != 4
        new("unittest", ReasonRank.FailedTest, ": ", @"^(FAIL|ERROR): (?<name>\w+ \([\w.]+\))")
        {
            Why = @"^(?<why>[A-Za-z_][\w.]*(Error|Exception|Failure|Exit|Warning)(: .*)?)$",
            Not = "^ImportError: Failed to import test module:",
        },

        // The exception stands after all frames; one that was raised while another was handled, after that one:
        // Traceback (most recent call last):
        //   File "/home/agent/repo/trace.py", line 2, in f
        // ValueError: invalid literal for int() with base 10: 'x'
        new("Python", ReasonRank.Exception, "", @"^(Traceback \(most recent call last\):|  File ""[^""]+"", line \d+)$")
        {
            Why = @"^(?<why>[A-Za-z_][\w.]*(: .*)?)$",
            Where = @"^\s+File ""(?<place>[^/""<][^""]*)"", line (?<row>\d+)",
            Order = ReasonOrder.LastFailure,
        },

        // python3: can't open file 'nothing.py': [Errno 2] No such file or directory
        // ERROR: file or directory not found: nothing.py
        new(
            "Python, before it starts",
            ReasonRank.Tool,
            ": ",
            @"^(\S*python[\d.]*: (?<why>(No module|can't open) .*)|ERROR: (?<why>file or .*))$"),
    ];
}
