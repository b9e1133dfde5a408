namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class DotnetRules
{
    // The same two lines wherever a test's values differ.
    private const string Values = @"^(\[xUnit\.net [\d:.]+\])?\s*(Expected|Actual)( string)?( length)?:";

    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // xUnit, on its own console and through VSTest:
        //     Shop.Tests.CartTests.Adds_up [FAIL]
        //       Assert.Equal() Failure: Values differ
        new("xunit", ReasonRank.FailedTest, "[FAIL]", @"^(\[xUnit\.net [\d:.]+\])?\s+(?<name>\S.*) \[FAIL\]$")
        {
            Why = @"^(\[xUnit\.net [\d:.]+\])?\s{6,}(?<why>\S.*)$",
            More = Values,
            Not = @"^\s+(Stack Trace|Output):$",
        },

        // VSTest, whatever framework it runs:
        //   Failed Shop.Tests.CartTests.Adds_up [5 ms]
        //   Error Message:
        //    Assert.AreEqual failed. Expected:<4>. Actual:<3>.
        new("VSTest", ReasonRank.FailedTest, "Failed ", @"^\s*Failed (?<name>\S.*) \[(< )?\d[\w .,]*\]$")
        {
            Why = @"^\s*Error Message:$",
            More = @"^\s*((Expected|Actual|But was)( string)?:|[\w.]+(Error|Exception): ).*$",
        },

        // Microsoft.Testing.Platform:
        // failed Shop.Tests.CartTests.Adds_up (8ms)
        //   from /home/agent/repo/bin/tests.dll (net10.0|x64)
        //   Assert.Equal() Failure: Values differ
        new("Microsoft.Testing.Platform", ReasonRank.FailedTest, "failed ", @"^\s*failed (?<name>\S.*) \(\d[\w .,]*s\)$")
        {
            Why = @"^\s+(Xunit\.MicrosoftTestingPlatform\.XunitException: )?(?<why>\S.*)$",
            More = Values,
            Not = @"^\s+(from .*\((net|x)|at )",
        },

        // MSBuild, the compilers, analyzers and NuGet below it, and tsc, which writes the same:
        // Cart.cs(3,45): error CS0103: The name 'prices' does not exist in the current context [lib.csproj]
        // bad.csproj : error NU1101: Unable to find package X.
        new(
            "MSBuild",
            ReasonRank.Compiler,
            "error",
            @"^\s*(\d+>)?(?<why>\S.*?(\(\d+[\d,-]*\): | : )(fatal )?error( \w+)? ?: .*?)( \[[^\[\]]*(proj|slnx?)(::[^\[\]]*)?\])?$")
        {
            Not = @"error (MSB3073|MSB3077|MSB4181) ?:",
        },

        // A command that a project file started: it has said why before.
        // lib.csproj(9,5): error MSB3073: The command "npm run build" exited with code 1.
        new(
            "MSBuild, Exec",
            ReasonRank.Wrapper,
            ": error MSB",
            @"^\s*(\d+>)?(?<why>\S.*: error MSB\d+ ?: .*?)( \[[^\[\]]*proj[^\[\]]*\])?$"),
    ];
}
