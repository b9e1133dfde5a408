namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class GoRules
{
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // --- FAIL: TestAddsUp (0.00s)
        //     cart_test.go:5: total is 3, want 4
        new("go test", ReasonRank.FailedTest, "--- FAIL: ", @"^\s*--- FAIL: (?<name>\S+) \(")
        {
            // Testify writes its message on lines of their own.
            Why = @"^\s+(?<why>\S+\.go:\d+: \S.*)$|^(?<why>panic: .*?)( \[recovered\])?$|^\s+Error:\s+(?<why>\S.*)$",
            More = @"^\s+(expected|actual)\s*: ",
            End = "^(=== |ok |PASS|FAIL|\\? )",

            // With -v a test's own words come before its verdict.
            Order = ReasonOrder.WhyMayStandBefore,
        },

        // bad/bad.go:3:23: undefined: x
        new("go build", ReasonRank.Compiler, ".go:", @"^(vet: )?(?<why>\S+\.go:\d+:\d+: .*)$"),

        // panic: runtime error: index out of range [3] with length 0
        //         /home/agent/repo/comp/main.go:5 +0x1a
        new("Go", ReasonRank.Exception, "panic: ", @"^(?<why>panic: .*?)( \[recovered\])?$")
        {
            Where = @"^\s+(?<place>[^/\s]\S*\.go:\d+)( \+0x\w+)?$",
        },
    ];
}
