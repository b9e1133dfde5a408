using SlopTemporal.Domain.Changes;

namespace SlopTemporal.UnitTests.Changes;

public sealed class WorkReviewTests
{
    private const string Whole = "slop diff csv parser";

    private static readonly FileChange[] Changes =
    [
        new("lib/row.sh") { Added = 6, Deleted = 1 }, new("tests/row.sh") { Added = 1, IsNew = true },
        new("b.png") { IsBinary = true, RenamedFrom = "a.png" }, new("old.sh") { Deleted = 3, IsDeleted = true },
    ];

    [Fact]
    public void It_begins_with_what_is_unusual_and_the_checks_and_ends_with_the_diff()
    {
        var summary = WorkSummary.From(Changes, ["deleted a check: old.sh"]);
        PassedCheck[] checks = [new("dotnet test", TimeSpan.FromSeconds(12.34)), new("sh lint.sh")];

        var review = WorkReview.Create(summary, Changes, checks, "diff --git a/lib/row.sh b/lib/row.sh\n+x\n", Whole);

        Assert.Equal(
            """
            Look at these before you approve:
            deleted a check: old.sh

            Passed: dotnet test (12.3 s); sh lint.sh

              lib/row.sh  +6 -1
              tests/row.sh  +1 -0, new
              b.png  binary, was a.png
              old.sh  +0 -3, deleted

            diff --git a/lib/row.sh b/lib/row.sh
            +x
            """,
            review);
    }

    [Fact]
    public void Without_checks_it_says_so() =>
        Assert.StartsWith("No check ran.\n", WorkReview.Create(WorkSummary.From([], []), [], [], "", Whole), StringComparison.Ordinal);

    [Fact]
    public void However_long_the_diff_is_it_stays_small_and_names_the_command_that_shows_all()
    {
        var diff = string.Concat(Enumerable.Range(1, 5000).Select(i => $"+line {i}\n")) + "+" + new string('x', 100_000);

        var review = WorkReview.Create(WorkSummary.From(Changes, []), Changes, [], diff, Whole);

        Assert.InRange(review.Length, WorkReview.MaxCharacters / 2, WorkReview.MaxCharacters + 100);
        Assert.Contains("+line 400\n", review, StringComparison.Ordinal);
        Assert.EndsWith($" more lines: {Whole}", review, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_does_not_push_the_others_out()
    {
        var review = WorkReview.Create(WorkSummary.From([], []), [], [], "+" + new string('x', 100_000) + "\n+last", Whole);

        Assert.Contains("… 99601 more characters\n+last", review, StringComparison.Ordinal);
    }
}
