namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class JavaRules
{
    private const string Thrown = @"^\s*(?<why>[A-Za-z][\w.$]*(Error|Exception|Failure|Failed)(: .*| at \S+:\d+)?)$";

    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // [ERROR] com.shop.CartTest.addsUp -- Time elapsed: 0.02 s <<< FAILURE!
        // org.opentest4j.AssertionFailedError: expected: <4> but was: <3>
        new(
            "Maven, tests",
            ReasonRank.FailedTest,
            "<<< ",
            @"^(\[ERROR\]\s+)?(?<name>[\w.$()\[\]]+)\s+(-- )?Time elapsed: [\d.,]+ s(ec)?\s+<<< (FAILURE|ERROR)!$")
        {
            Why = Thrown,
        },

        // CartTest > addsUp() FAILED
        //     org.opentest4j.AssertionFailedError: expected: <4> but was: <3>
        new("Gradle, tests", ReasonRank.FailedTest, " FAILED", @"^(?<name>\w\S* > .+) FAILED$") { Why = Thrown },

        // [ERROR] /home/agent/repo/src/Cart.java:[5,16] cannot find symbol
        new("Maven, javac", ReasonRank.Compiler, "[ERROR] ", @"^\[ERROR\] (?<why>\S+:\[\d+,\d+\] .*)$"),

        // [ERROR] The goal you specified requires a project to execute but there is no POM in this directory -> [Help 1]
        new("Maven", ReasonRank.Tool, "[ERROR] ", @"^\[ERROR\] (?<why>\S.*?)( -> \[Help 1\])?$")
        {
            Not = @"^\[ERROR\]\s*(COMPILATION ERROR|Tests run|Failures:|Errors:|There (are|were)|To see|Re-run|For more|\[Help "
                + "|Please refer)",
        },

        // * What went wrong:
        // Execution failed for task ':test'.
        new("Gradle", ReasonRank.Wrapper, "* What went wrong:", @"^\* What went wrong:$")
        {
            More = @"^> \S",
            Not = "^> Run ",
        },
    ];
}
