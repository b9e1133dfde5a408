namespace SlopTemporal.Domain.Attempts.Outputs.Rules;

internal static class RubyRules
{
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        //   1) cart adds up
        //      Failure/Error: it("adds up") { expect(1 + 2).to eq(4) }
        //
        //        expected: 4
        //             got: 3
        new("rspec", ReasonRank.FailedTest, ") ", @"^  \d+\) (?<name>\S.*)$")
        {
            After = "^Failures:$",
            Why = @"^\s+(?<why>expected\b.*|[A-Z][\w:]*(Error|Exception|NotFound):)$",
            More = @"^ {7,}\S",
            Not = @"^\s+(Failure/Error: |\(compared using|# )",
        },

        //   1) Failure:
        // CartTest#test_adds_up [cart_test.rb:3]:
        // Expected: 4
        new("minitest", ReasonRank.FailedTest, "#test_", @"^(?<name>[A-Z][\w:]*#test_\S*)( \[(?<place>[^\]]+)\])?:$")
        {
            Why = @"^\s*(?<why>\S.*)$",
            More = @"^\s*Actual: ",
        },

        // cart.rb:1:in `<main>': undefined method `size' for nil:NilClass (NoMethodError)
        new("Ruby", ReasonRank.Exception, ":in ", @"^(?<why>\S+:\d+:in .* \([A-Z][\w:]*\))$"),
    ];
}
