using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Changes;

public sealed class UnusualChangesTests
{
    private static readonly Ticket Plain = new() { Id = "a", Description = "x" };

    [Theory]
    [InlineData("tests/csv.sh")]
    [InlineData("src/Csv.Tests/Rows.cs")]
    [InlineData("pkg/csv_test.go")]
    [InlineData("lib/csv.test.js")]
    [InlineData("test_csv.py")]
    [InlineData("src/CsvTests.cs")]
    [InlineData("scripts/verify-all")]
    [InlineData("Makefile")]
    public void A_check_that_is_deleted_is_unusual(string path) =>
        Assert.Equal([$"deleted a check: {path}"], Find(new FileChange(path) { IsDeleted = true, OldBytes = 100, Deleted = 9 }));

    [Fact]
    public void A_check_that_keeps_hardly_anything_is_unusual()
    {
        var emptied = new FileChange("tests/csv.sh") { OldBytes = 400, NewBytes = 7, Added = 1, Deleted = 12 };

        Assert.Equal(["emptied a check: tests/csv.sh (+1 -12)"], Find(emptied));
        Assert.Empty(Find(emptied with { NewBytes = 380, Deleted = 1 }));
    }

    [Fact]
    public void A_check_may_move_among_checks_but_not_away()
    {
        var moved = new FileChange("tests/unit/csv.sh") { RenamedFrom = "tests/csv.sh", OldBytes = 9, NewBytes = 9 };

        Assert.Empty(Find(moved));
        Assert.Equal(["moved a check away: tests/csv.sh"], Find(moved with { Path = "old/csv.sh" }));
    }

    [Theory]
    [InlineData("src/contest.cs")]
    [InlineData("src/Test.cs")]
    [InlineData("latest/a.txt")]
    public void What_only_sounds_like_a_test_is_none(string path) => Assert.Empty(Find(new FileChange(path) { IsDeleted = true }));

    [Fact]
    public void Files_outside_of_touches_are_unusual()
    {
        var ticket = Plain with { Touches = ["src/**"], TargetFile = "README.md" };
        FileChange[] changes = [new("src/a.cs"), new("README.md"), new("docs/a.md"), new("src/LICENSE") { RenamedFrom = "LICENSE" }];

        Assert.Equal(["outside touches: docs/a.md", "outside touches: LICENSE"], UnusualChanges.Find(changes, ticket, [], 1000));
        Assert.Empty(UnusualChanges.Find(changes, Plain, [], 1000));
    }

    [Theory]
    [InlineData("web/node_modules/x/index.js")]
    [InlineData(".env")]
    [InlineData("a/__pycache__/b.pyc")]
    [InlineData("src/a.cs.orig")]
    [InlineData("core")]
    public void New_files_that_tools_usually_ignore_are_unusual(string path)
    {
        Assert.Equal([$"usually ignored: {path}"], Find(new FileChange(path) { IsNew = true }));
        Assert.Empty(Find(new FileChange(path)));
    }

    [Theory]
    [InlineData(".github/workflows/ci.yml", true)]
    [InlineData("sub/.vscode/tasks.json", true)]
    [InlineData("docs/AGENTS.md", true)]
    [InlineData(".husky/pre-commit", true)]
    [InlineData(".gitattributes", true)]
    [InlineData(".github/ISSUE_TEMPLATE/bug.md", false)]
    [InlineData("src/workflows/ci.yml", false)]
    public void What_programs_outside_of_the_track_obey_is_told(string path, bool told) =>
        Assert.Equal(told ? [$"runs outside of the checks: {path}"] : [], Find(new FileChange(path)));

    [Fact]
    public void Large_and_binary_files_are_unusual()
    {
        var image = new FileChange("a.png") { IsNew = true, IsBinary = true, NewBytes = 100 };

        Assert.Equal(["binary: a.png (1 KB)"], Find(image));
        Assert.Equal(["large: a.png (4 KB)"], Find(image with { NewBytes = 4000 }));
        Assert.Empty(Find(new FileChange("a.txt") { OldBytes = 9000, NewBytes = 4000 }));
    }

    [Fact]
    public void Only_so_many_travel_and_the_others_are_counted()
    {
        var summary = WorkSummary.From([new("a") { Added = 3, Deleted = 1 }], [.. Enumerable.Range(1, 20).Select(n => $"binary: {n}")]);

        Assert.Equal(WorkSummary.MaxUnusual, summary.Unusual!.Count);
        Assert.Equal("and 13 more like these", summary.Unusual[^1]);
        Assert.StartsWith("1 file +3 -1, unusual: binary: 1; ", summary.Describe(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Find(FileChange change) =>
        UnusualChanges.Find([change], Plain, ["./scripts/verify-all --fast", "make -f Makefile test"], 1000);
}
