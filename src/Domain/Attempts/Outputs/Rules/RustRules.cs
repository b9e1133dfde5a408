namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class RustRules
{
    // thread 'main' (4783) panicked at src/main.rs:1:67:
    // called `Result::unwrap()` on an `Err` value: "no cart"
    // Before Rust 1.73: thread 'main' panicked at 'no cart', src/main.rs:1:67
    private const string Panic = @"^thread '.*' (\(\d+\) )?panicked at ('(?<why>.*)', (?<place>\S+)|(?<place>\S+):)$";

    private const string Arrow = @"^\s*--> (?<place>\S+:\d+:\d+)$";
    private const string Values = @"^\s+(left|right): ";

    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // ---- tests::adds_up stdout ----
        new("cargo test", ReasonRank.FailedTest, " stdout ----", @"^---- (?<name>\S.*) stdout ----$")
        {
            Why = $"{Panic}|^(?<why>Error: .*)$",
            More = Values,
        },

        // test tests::adds_up ... FAILED
        new("cargo test, a name", ReasonRank.FailedTest, " ... FAILED", @"^test (?<name>\S.*) \.\.\. FAILED$"),

        // error[E0425]: cannot find value `missing` in this scope
        //  --> src/lib.rs:1:37
        new("rustc", ReasonRank.Compiler, "error[", @"^(?<why>error\[\w+\]: .*)$") { Where = Arrow },

        new("Rust", ReasonRank.Exception, "panicked at", Panic) { More = Values },

        // error: could not find `Cargo.toml` in `/home/agent/repo` or any parent directory
        // fatal: not a git repository
        new("cargo, git", ReasonRank.Tool, ": ", "^(?<why>(error|fatal): .*)$")
        {
            Where = Arrow,
            Not = "^error: (could not compile|test failed|aborting due to|process didn't exit|script )",
        },
    ];
}
