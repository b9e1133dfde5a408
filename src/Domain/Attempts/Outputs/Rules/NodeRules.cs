namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class NodeRules
{
    // node's assert writes the two values below its message.
    private const string Values = @"^\s*\S.* !==? \S.*$";

    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        //   ● cart › adds up the prices
        //
        //     expect(received).toBe(expected) // Object.is equality
        new("jest", ReasonRank.FailedTest, "●", @"^\s*● (?<name>\S.*)$")
        {
            Why = @"^\s+(?<why>\S.*?)( // .*)?$",
            More = @"^\s*(Expected|Received)\b.*: ",
            Not = @"^\s*● (Console|Test suite failed to run)$",
        },

        // FAIL src/broken.test.js
        //   ● Test suite failed to run
        //
        //     Cannot find module './nothing' from 'src/broken.test.js'
        new("jest, a file", ReasonRank.Compiler, "FAIL ", @"^FAIL (?<name>\S+)")
        {
            Why = @"^\s*● Test suite failed to run$",
            Needs = @"^\s*● Test suite failed to run$",
        },

        //  FAIL  cart.test.js > cart > adds up the prices
        // AssertionError: expected 3 to be 4 // Object.is equality
        new("vitest", ReasonRank.FailedTest, " FAIL  ", @"^ FAIL  (?<name>\S.* > .+)$")
        {
            Why = @"^(?<why>\w*(Error|Exception)\b.*?)( // .*)?$",
        },

        //  FAIL  broken.test.js [ broken.test.js ]
        // Error: Cannot find module './nothing'
        new("vitest, a file", ReasonRank.Compiler, " FAIL  ", @"^ FAIL  (?<name>\S+) \[ .* \]$")
        {
            Why = @"^(?<why>\w*(Error|Exception)\b.*)$",
        },

        //   1) cart
        //        adds up the prices:
        //
        //       AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
        new("mocha", ReasonRank.FailedTest, ") ", @"^  \d+\) (?<name>\S.*)$")
        {
            After = @"^  \d+ failing$",
            NameGoesOn = @"^ {7,}(?<name>\S.*)$",
            Why = @"^\s+(?<why>\w*(Error|Exception)\b.*: .*|\w*Error\b.*:)$",
            More = Values,
        },

        // node:test for people, as its last part; node leaves out there the tests that only hold others:
        // ✖ adds up the prices (1.2ms)
        //   AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
        new("node:test", ReasonRank.FailedTest, "✖ ", @"^✖ (?<name>\S.*?)( \([\d.]+ms\))?$")
        {
            After = "^✖ failing tests:$",
            Why = @"^\s+(?<why>\S.*)$",
            More = Values,
        },

        // TAP, node:test's and others':
        // not ok 1 - adds up the prices
        //   error: 'Cannot read properties of null'
        new("TAP", ReasonRank.FailedTest, "not ok ", @"^\s*not ok \d+( -)? (?<name>\S.*?)( # time=.*)?$")
        {
            Why = @"^\s+error: (\|-|['""]?(?<why>[^'""|].*?)['""]?)$",
            More = Values,
            Not = "# (TODO|SKIP)",
            SumOfOthers = @"^\s+failureType: 'subtestsFailed'$",
        },

        // tsc for a terminal; otherwise it writes as MSBuild does:
        // src/a.ts:1:7 - error TS2322: Type 'string' is not assignable to type 'number'.
        new("tsc", ReasonRank.Compiler, "error TS", @"^(?<why>\S.*:\d+:\d+ - error TS\d+: .*)$"),

        // /home/agent/repo/a.js
        //   1:7   error  'unused' is assigned a value but never used  no-unused-vars
        new("eslint", ReasonRank.Compiler, ".", @"^(?<name>\S+\.\w+)$")
        {
            Why = @"^\s+(?<why>\d+:\d+\s+error\s+\S.*)$",
            Needs = @"^\s+\d+:\d+\s+error\s+\S",
        },

        // What nobody caught, of node as of .NET and Java:
        // TypeError: no cart
        //     at Object.<anonymous> (/home/agent/repo/d.js:1:16)
        new(
            "stack trace",
            ReasonRank.Exception,
            "",
            @"^(Unhandled exception\. |Uncaught |Exception in thread ""[^""]*"" )?"
                + @"(?<why>([A-Za-z][\w.$]*)?(Error|Exception|Rejection)( \[\w+\])?(: .*)?)$")
        {
            Needs = @"^\s+at ",
            More = Values,
            Where = @"^\s+at (.*[ (])?(?<place>[\w@.-][^():\s]*\.\w+:\d+(:\d+)?)\)?$|^\s+at .* in (?<place>[^/:][^:]*):line (?<row>\d+)$",
        },

        // What node cannot read it points at before it says why:
        // /home/agent/repo/c.js:1
        // SyntaxError: Unexpected token ';'
        new("node, before it starts", ReasonRank.Exception, "js:", @"^(?<place>\S+\.[cm]?js:\d+)$")
        {
            Why = "^(?<why>SyntaxError: .*)$",
            Needs = "^SyntaxError: ",
        },

        // npm error Missing script: "nothing"
        // npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open 'package.json'
        new("npm", ReasonRank.Tool, "npm ", @"^npm (ERR!|error) (enoent |JSON\.parse )?(?<why>\S.*)$")
        {
            Not = @"^npm (ERR!|error)( (code|errno|syscall|path|dest|file|command|workspace|location)( .*)?"
                + @"| (A complete log|Lifecycle script|Test failed|Exit status|This is |\S+@\S+ \w+: ).*)?$",
        },
    ];
}
