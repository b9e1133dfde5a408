using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.UnitTests.Starter;

public sealed class DiffLineTests
{
    [Fact]
    public void Headers_additions_and_deletions_are_told_apart_even_where_a_line_looks_like_the_other()
    {
        var kinds = DiffLine.ReadAll(
            """
            diff --git a/x b/x
            --- a/x
            +++ b/x
            @@ -1,2 +1,2 @@
            --- a list
            +++ a list
             same
            """).Select(line => line.Kind);

        Assert.Equal(
            [
                DiffLineKind.Header, DiffLineKind.Header, DiffLineKind.Header, DiffLineKind.Header,
                DiffLineKind.Deleted, DiffLineKind.Added, DiffLineKind.Context,
            ],
            kinds);
    }

    [Fact]
    public void The_words_that_differ_are_marked_in_both_lines()
    {
        var lines = DiffLine.ReadAll("@@ -1 +1,2 @@\n-return total + tax\n+return total - tax\n+\n");

        Assert.Equal(["+"], Marked(lines[1]));
        Assert.Equal(["-"], Marked(lines[2]));
        Assert.Equal("+return total - tax", string.Concat(lines[2].Parts.Select(part => part.Text)));
        Assert.Empty(Marked(lines[3]));
    }

    [Theory]
    [InlineData("-one two three\n+four five six")]
    [InlineData("-only deleted")]
    [InlineData("+only added")]
    public void Lines_that_have_little_in_common_are_not_marked(string hunk) =>
        Assert.All(DiffLine.ReadAll($"@@ -1 +1 @@\n{hunk}\n"), line => Assert.Empty(Marked(line)));

    [Fact]
    public void Every_line_comes_back_as_it_was()
    {
        const string Diff = "diff --git a/x b/x\n@@ -1,3 +1,3 @@\n-a  b\tc\n-\n+a b\tc \n+x\n \\ No newline at end of file";

        var texts = DiffLine.ReadAll(Diff).Select(line => string.Concat(line.Parts.Select(part => part.Text)));

        Assert.Equal(Diff, string.Join('\n', texts));
    }

    private static IEnumerable<string> Marked(DiffLine line) => line.Parts.Where(part => part.IsChanged).Select(part => part.Text);
}
