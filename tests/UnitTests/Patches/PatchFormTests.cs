namespace SlopTemporal.UnitTests.Patches;

/// <summary>The forms in which models write a patch.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PatchFormTests : IDisposable
{
    private const string Before = "one\ntwo\n\nthree\nfour\nfive\nsix\nseven\n";
    private const string After = "one\nTWO\n\nthree\nfour\nfive\nsix\nseven\n";
    private const string Body = " one\n-two\n+TWO\n \n three\n";

    private readonly PatchScene _scene = new PatchScene().With("a.txt", Before).With("b/a.txt", Before);

    public static TheoryData<string, string> Forms => new()
    {
        { "exact", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "git's header", $"diff --git a/a.txt b/a.txt\nindex 123..456 100644\n--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@ section\n{Body}" },
        { "no prefixes", $"--- a.txt\n+++ a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "one prefix", $"--- a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "times", $"--- a/a.txt\t2024-01-01 00:00:00\n+++ b/a.txt\t2024-01-02 00:00:00\n@@ -1,4 +1,4 @@\n{Body}" },
        { "dot", $"--- ./a.txt\n+++ ./a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "quoted", $"--- \"a/a.txt\"\n+++ \"b/\\141.txt\"\n@@ -1,4 +1,4 @@\n{Body}" },
        { "counts too small", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n{Body}" },
        { "counts too large", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,40 +1,41 @@\n{Body}" },
        { "counts absent", $"--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n{Body}" },
        { "huge numbers", $"--- a/a.txt\n+++ b/a.txt\n@@ -99999999999999,4 +1,4 @@\n{Body}" },
        { "bare header", $"--- a/a.txt\n+++ b/a.txt\n@@\n{Body}" },
        { "dots in header", $"--- a/a.txt\n+++ b/a.txt\n@@ ... @@\n{Body}" },
        { "words in header", $"--- a/a.txt\n+++ b/a.txt\n@@ def two():\n{Body}" },
        { "blank without its sign", "--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n one\n-two\n+TWO\n\n three\n" },
        { "blank without its sign, counts wrong", "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n\n three\n" },
        { "blank at the end, without its sign", "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n\n" },
        { "blank behind it that counts claim", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,5 @@\n{Body}\nThat is all.\n" },
        { "fenced", $"Here:\n\n```diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}```\nDone.\n" },
        { "fenced with tildes", $"~~~~\n--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}~~~~\n" },
        { "fenced, counts wrong", $"```diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1,9 +1,7 @@\n{Body}```\n- a note\n" },
        { "prose", $"I change two.\n\n--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}\nThis makes it louder.\n" },
        { "list behind it", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}\n- It is louder.\n- `two` is gone.\n\n---\n" },
        { "list before it", $"- I change two\n+ loudly\n\n--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "mail", "From 123 Mon\nSubject: x\n---\n a.txt | 2 +-\n\ndiff --git a/a.txt b/a.txt\n"
            + $"--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}-- \n2.43.0\n\n" },
        { "returns at the ends", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}".Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "mark of a file", $"\uFEFF--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body}" },
        { "no end of line", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,4 +1,4 @@\n{Body.TrimEnd('\n')}" },
        { "shifted", $"--- a/a.txt\n+++ b/a.txt\n@@ -7,4 +7,4 @@\n{Body}" },
        { "line 0", $"--- a/a.txt\n+++ b/a.txt\n@@ -0,4 +0,4 @@\n{Body}" },
        { "too much", $"--- a/a.txt\n+++ b/a.txt\n@@ -1,8 +1,8 @@\n-{Before.TrimEnd('\n').Replace("\n", "\n-", StringComparison.Ordinal)}\n"
            + $"+{After.TrimEnd('\n').Replace("\n", "\n+", StringComparison.Ordinal)}\n" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_gives_the_same_patch(string form, string patch)
    {
        var prepared = _scene.Apply(patch);

        Assert.True(After == _scene.Text("a.txt"), form);
        Assert.Equal(
            "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,5 @@ [1]\n one\n-two\n+TWO\n \n three\n four\n",
            prepared.Diff);
        Assert.Equal(" a.txt | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)", prepared.Stat);
        Assert.Equal(Before, _scene.Text("b/a.txt"));
    }

    [Theory]
    [InlineData("Nothing here.", "There is no change in it.")]
    [InlineData("", "There is no change in it.")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n", "There is no change in it.")]
    [InlineData("@@ -1 +1 @@\n-one\n+ONE\n", "belongs to no file")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n-one\n+ONE\n", "adds or deletes outside of a hunk")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\ntwo\n+half\n \n", "adds or deletes outside of a hunk")]
    [InlineData("```\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,3 @@\n one\n```\n+half\n two\n", "adds or deletes outside of a hunk")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@@ -1,2 -1,2 +1,3 @@@\n  one\n", "a diff of a merge")]
    [InlineData("--- a/a.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-one\n+ONE\n", "is called 'a/a.txt' and 'b/c.txt'")]
    [InlineData("diff --git a/c.txt b/c.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+ONE\n", "is called 'c.txt' and 'a.txt'")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n\\ No newline at end of file\n one\n", "has no line before it")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n one\n\\ No newline at end of file\n two\n", "lines follow after")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+one\n", "changes nothing")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -2,1 +2,2 @@\n+half\n", "only adds lines")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@\n+half\n", "only adds lines")]
    [InlineData("diff --git a/a.txt b/a.txt\nnew file mode 120000\n--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+x\n", "a symbolic link")]
    [InlineData("diff --git a/m b/m\nindex 1..2 160000\n--- a/m\n+++ b/m\n@@ -1 +1 @@\n-Subproject commit 1\n", "a submodule")]
    [InlineData("diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 100600\n", "has the mode '100600'")]
    [InlineData("diff --git a/p.png b/p.png\nindex 1..2 100644\nBinary files a/p.png and b/p.png differ\n", "is not text")]
    [InlineData("diff --git a/p.png b/p.png\nindex 1..2 100644\nGIT binary patch\nliteral 3\n", "is not text")]
    [InlineData("diff --git a/a.txt b/c.txt\ncopy from a.txt\ncopy to c.txt\n", "copies a file")]
    [InlineData("--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-one\n+ONE\n", "at once")]
    [InlineData("--- a/a.txt\n+++ /dev/null\n", "none of its lines is given")]
    [InlineData("--- a/a.txt\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n", "6 of its 8 lines would be left")]
    [InlineData("--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n", "a.txt exists")]
    [InlineData("--- /dev/null\n+++ b/a.txt/c\n@@ -0,0 +1 @@\n+one\n", "'a.txt' is not a folder")]
    [InlineData("--- /dev/null\n+++ b/d\n@@ -0,0 +1 @@\n+one\n--- /dev/null\n+++ b/d/c\n@@ -0,0 +1 @@\n+one\n", "both a file and a folder")]
    [InlineData("--- /dev/null\n+++ b/d\n@@ -0,0 +1 @@\n+one\n--- /dev/null\n+++ b/d\n@@ -0,0 +1 @@\n+one\n", "does several things to d")]
    [InlineData("--- a/c.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-one\n+ONE\n", "c.txt does not exist")]
    [InlineData("diff --git a/a.txt b/b/a.txt\nrename from a.txt\nrename to b/a.txt\n", "b/a.txt exists")]
    [InlineData("diff --git a/a.txt b/c\nrename from a.txt\n", "Write both rename from and rename to")]
    public void What_cannot_be_one_patch_is_refused_in_a_sentence(string patch, string words)
    {
        Assert.Contains(words, _scene.Refused(patch), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("b/../../a.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("~/x")]
    [InlineData("C:/x")]
    [InlineData("c:x")]
    [InlineData("b\\a.txt")]
    [InlineData("b//a.txt")]
    [InlineData("b/./a.txt")]
    [InlineData("b/")]
    [InlineData(".git/config")]
    [InlineData(".GIT/hooks/pre-commit")]
    [InlineData("b/.git/config")]
    [InlineData(".git./config")]
    [InlineData(".git /config")]
    [InlineData("git~1/config")]
    [InlineData(".git::$INDEX_ALLOCATION/config")]
    [InlineData(".g\u200Cit/config")]
    [InlineData(".gitattributes")]
    [InlineData("b/.gitattributes")]
    [InlineData("b/.GitAttributes.")]
    [InlineData("b/a\u0001.txt")]
    [InlineData("b/a\u007f.txt")]
    [InlineData("b/a\u202etxt.exe")]
    [InlineData("b/a\u2028.txt")]
    [InlineData("\"b/a\\n.txt\"")]
    [InlineData("\"b/a\\000.txt\"")]
    [InlineData("\"b/../../\\141.txt\"")]
    [InlineData("\"b/\\377.txt\"")]
    [InlineData("\"b/a.txt")]
    [InlineData("\"\\056git/config\"")]
    public void A_path_out_of_bounds_is_refused_in_every_place(string path)
    {
        string[] patches =
        [
            $"--- /dev/null\n+++ {path}\n@@ -0,0 +1 @@\n+x\n",
            $"--- {path}\n+++ {path}\n@@ -1 +1 @@\n-one\n+x\n",
            $"--- {path}\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n",
            $"diff --git a/a.txt {path}\nsimilarity index 100%\nrename from a.txt\nrename to {path}\n",
            $"diff --git {path} b/n.txt\nsimilarity index 100%\nrename from {path}\nrename to n.txt\n",
            $"diff --git {path} {path}\nnew file mode 100755\n",
        ];

        Assert.All(patches, patch => _scene.Refused(patch));
    }

    [Fact]
    public void A_blank_line_that_may_not_belong_to_a_hunk_chooses_no_place()
    {
        const string Text = "{\n}\nx\n{\n}\n\ny\n";
        _scene.With("c", Text);

        // The counts are wrong, so that the blank line may be one of the file, or the one before the next header.
        _scene.Apply("--- a/c\n+++ b/c\n@@ -1,9 +1,9 @@\n {\n-}\n+};\n\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+ONE\n");
        Assert.Equal("{\n};\nx\n{\n}\n\ny\n", _scene.Text("c"));

        _scene.With("c", Text);
        _scene.Refused("--- a/c\n+++ b/c\n@@ -3,9 +3,9 @@\n {\n-}\n+};\n\n--- a/b/a.txt\n+++ b/b/a.txt\n@@ -1 +1 @@\n-one\n+1\n");
    }

    [Fact]
    public void Links_are_never_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_scene.Root, "out"), Directory.CreateDirectory(_scene.Root + "-beside").FullName);
        File.CreateSymbolicLink(Path.Combine(_scene.Root, "link.txt"), "a.txt");

        string[] patches = ["--- /dev/null\n+++ b/out/x\n@@ -0,0 +1 @@\n+x\n", "--- a/link.txt\n+++ b/link.txt\n@@ -1 +1 @@\n-one\n+x\n"];

        Assert.All(patches, patch => Assert.Contains("symbolic link", _scene.Refused(patch), StringComparison.Ordinal));
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("\uFEFFone\n", "-\uFEFFone\n+\uFEFF1\n", "\uFEFF1\n")]
    [InlineData("\uFEFFone\n", "-one\n+\uFEFF1\n", "\uFEFF1\n")]
    [InlineData("\uFEFFone\n", "-\uFEFFone\n+1\n", "\uFEFF1\n")]
    [InlineData("\uFEFFone\n", " \uFEFFone\n+two\n", "\uFEFFone\ntwo\n")]
    [InlineData("one\n", "-one\n+\uFEFF1\n", "1\n")]
    public void A_patched_file_has_as_many_marks_as_it_had(string before, string lines, string after)
    {
        _scene.With("m.txt", before);

        _scene.Apply($"--- a/m.txt\n+++ b/m.txt\n@@ -1 +1 @@\n{lines}");

        Assert.Equal(after, _scene.Text("m.txt"));
    }
}
