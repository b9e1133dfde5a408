using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Patching;

namespace SlopTemporal.UnitTests.Patches;

/// <summary>A patch that was checked: choosing from it, writing it, and reading it again.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PreparedPatchTests : IDisposable
{
    private static readonly string[] Lines = [.. Enumerable.Range(1, 40).Select(i => $"line {i}")];

    private const string Patch = """
        diff --git a/a.txt b/a.txt
        old mode 100644
        new mode 100755
        --- a/a.txt
        +++ b/a.txt
        @@ -2,1 +2,1 @@
        -line 2
        +LINE 2
        @@ -20,1 +20,2 @@
         line 20
        +line 20.5
        @@ -40,1 +41,0 @@
        -line 40
        diff --git a/old.txt b/new.txt
        rename from old.txt
        rename to new.txt
        --- a/old.txt
        +++ b/new.txt
        @@ -1,1 +1,1 @@
        -line 1
        +LINE 1
        diff --git a/empty b/empty
        new file mode 100755
        --- /dev/null
        +++ b/added/x.txt
        @@ -0,0 +1,2 @@
        +one
        +two
        --- a/gone.txt
        +++ /dev/null
        @@ -1,1 +0,0 @@
        -gone

        """;

    private readonly PatchScene _scene = new();

    [Fact]
    public void What_is_shown_has_a_number_for_each_change()
    {
        var patch = Fill().Prepare(Patch);

        Golden.Match("numbered.diff", $"{patch.Diff}{patch.Stat}\n");
        Assert.Equal(9, patch.Hunks);
        Assert.Equal(["a.txt", "added/x.txt", "empty", "gone.txt", "new.txt", "old.txt"], patch.Paths);
    }

    [Fact]
    public void Each_choice_of_changes_gives_the_tree_with_those_alone()
    {
        var patch = Fill().Prepare(Patch);
        var before = Parts();

        for (var choice = 1; choice < 1 << patch.Hunks; choice++)
        {
            bool Has(int number) => (choice & (1 << (number - 1))) != 0;
            var numbers = Enumerable.Range(1, patch.Hunks).Where(Has).ToList();

            var selected = patch.Select(numbers, _scene.Files);

            Assert.True(selected.Problem is null, $"{string.Join(',', numbers)}: {selected.Problem}");
            Assert.Equal(Expected(Has), Written(before, selected.Patch!));
            Assert.Equal(numbers.Count, selected.Patch!.Hunks);
        }
    }

    [Fact]
    public void An_unknown_number_is_refused_with_those_there_are()
    {
        var patch = Fill().Prepare(Patch);

        Assert.Equal("There is no hunk 0, 12. The patch has the hunks 1 to 9.", patch.Select([12, 1, 0, 12], _scene.Files).Problem);
        Assert.Equal("No hunk is named. The patch has the hunks 1 to 9.", patch.Select([], _scene.Files).Problem);
        Assert.Contains("hunk 1 only", patch.Select([2], _scene.Files).Patch!.Select([2], _scene.Files).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_chosen_or_written_where_a_file_has_changed_meanwhile()
    {
        var patch = Fill().Prepare(Patch);
        _scene.With("gone.txt", "gone\nnot yet\n");
        var before = _scene.Tree();

        Assert.Contains("gone.txt: the file has changed", patch.Select([1], _scene.Files).Problem, StringComparison.Ordinal);
        Assert.Contains("gone.txt: the file is neither", patch.Write(_scene.Files), StringComparison.Ordinal);
        Assert.Equal(before, _scene.Tree());
    }

    [Fact]
    public void A_write_that_was_killed_after_any_file_is_completed_by_the_next()
    {
        var all = After();

        for (var done = 0; done <= 6; done++)
        {
            using var scene = new PatchScene();
            var patch = Fill(scene).Prepare(Patch);
            var part = patch with { Files = [.. patch.Files.OrderBy(file => file.After is null).Take(done)] };
            Assert.Null(part.Write(scene.Files));

            Assert.Null(patch.Write(scene.Files));
            Assert.Equal(all, scene.Tree());
            Assert.Null(patch.Write(scene.Files));
            Assert.Equal(all, scene.Tree());
        }
    }

    [Fact]
    public void It_is_the_same_after_it_was_kept_as_JSON()
    {
        var patch = Fill().Prepare(Patch);

        var kept = JsonSerializer.Deserialize<PreparedPatch>(JsonSerializer.Serialize(patch, SlopJson.Options), SlopJson.Options)!;

        Assert.Equal(patch.Diff, kept.Diff);
        Assert.Equal(patch.Stat, kept.Stat);
        Assert.Equal(patch.Hunks, kept.Hunks);
        Assert.Null(kept.Write(_scene.Files));
        Assert.Equal(After(), _scene.Tree());
    }

    [Fact]
    public void What_is_shown_is_read_back_as_it_is_and_as_a_person_edits_it()
    {
        var patch = Fill().Prepare(Patch);

        Assert.Equal(patch.Diff, _scene.Prepare(patch.Diff).Diff);

        var (from, to) = (patch.Diff.IndexOf("@@ -18", StringComparison.Ordinal), patch.Diff.IndexOf("@@ -37", StringComparison.Ordinal));
        var hunk = patch.Diff[from..to];
        var edited = patch.Diff.Replace(hunk, "", StringComparison.Ordinal)
            .Replace("+LINE 2\n", "+Line two\n+and more\n", StringComparison.Ordinal)
            .Replace("+two\n", "", StringComparison.Ordinal);
        _scene.Apply(edited);

        Assert.Equal(GeneratedPatch.Joined(["line 1", "Line two", "and more", .. Lines[2..39]]), _scene.Text("a.txt"));
        Assert.Equal("one\n", _scene.Text("added/x.txt"));
    }

    [Theory]
    [InlineData("a\nb", "-b\n+B", "a\nB")]
    [InlineData("a\nb", "-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file", "a\nB")]
    [InlineData("a\nb", "-b\n\\ No newline at end of file\n+B", "a\nB\n")]
    [InlineData("a\nb\n", "-b\n+B\n\\ No newline at end of file", "a\nB")]
    [InlineData("a\nb\n", "-b\n\\ No newline at end of file\n+B", "a\nB\n")]
    [InlineData("a\nb", " b\n+c", "a\nb\nc")]
    [InlineData("a\nb", " b\n\\ No newline at end of file\n-a", null)]
    [InlineData("a\nb\n", " a\n+c\n b\n\\ No newline at end of file", "a\nc\nb\n")]
    [InlineData("a\nb\na\n", "-a\n\\ No newline at end of file\n+A", "a\nb\nA\n")]
    [InlineData("a\nb", " a\n-b", "a\n")]
    [InlineData("a\r\nb", " b\n+c", "a\r\nb\r\nc")]
    [InlineData("a\r\nb\nc\r\n", " a\n-b\n+B\n+D\n c", "a\r\nB\nD\r\nc\r\n")]
    [InlineData("a\r\r\nb\r\n", " a\n+c\n b", "a\r\r\nc\r\nb\r\n")]
    [InlineData("a\u000cx\u2028y\rz\nb\n", " a\u000cx\u2028y\rz\n-b\n+c", "a\u000cx\u2028y\rz\nc\n")]
    public void The_end_of_a_file_and_odd_ends_of_lines_stay(string before, string body, string? after)
    {
        _scene.With("f", before);
        var patch = $"--- a/f\n+++ b/f\n@@\n{body}\n";

        if (after is null)
        {
            _scene.Refused(patch);
            return;
        }

        var prepared = _scene.Prepare(patch);
        Assert.Equal(prepared.Diff, _scene.Prepare(prepared.Diff).Diff);
        Assert.Null(_scene.Prepare(prepared.Diff).Write(_scene.Files));
        Assert.Equal(after, _scene.Text("f"));
    }

    [Fact]
    public void Bytes_that_are_no_known_text_stay_and_get_what_they_can_hold()
    {
        _scene.With("f", Encoding.Latin1.GetBytes("caf\u00e9\nb\n"));

        AssertRefused("'→'", "@@ -2 +2 @@\n-b\n+→\n");
        _scene.Apply("--- a/f\n+++ b/f\n@@ -2 +2 @@\n-b\n+na\u00efve\n");

        Assert.Equal(Encoding.Latin1.GetBytes("caf\u00e9\nna\u00efve\n"), _scene.Bytes("f"));
        _scene.With("f", [0, 1, 10]);
        AssertRefused("is not text", "@@ -1 +1 @@\n-b\n+c\n");
        _scene.With("f", "b\n");
        AssertRefused("half a character", "@@ -1 +1 @@\n-b\n+\ud800\n");
    }

    [Fact]
    public void A_refusal_shows_the_nearest_lines()
    {
        _scene.With("f", "alpha();\nbeta(1, 2);\n}\ngamma();\n}\n");

        Assert.Equal(
            "Hunk 1 of f (line 3 of the patch) does not fit: the file has no line \"beta(1, 3);\". "
            + "The lines most like it are:\n2: beta(1, 2);\nCompare them with care, white space too, and read the file again where needed.",
            _scene.Refused("--- a/f\n+++ b/f\n@@ -2 +2 @@\n-beta(1, 3);\n+delta();\n"));
        Assert.Equal(
            "Hunk 1 of f (line 3 of the patch) fits at several places, at lines 3, 5, and its header names line 4. "
            + "Give the right line after @@ -, or more of the lines around the one you mean.\n3: }\n5: }",
            _scene.Refused("--- a/f\n+++ b/f\n@@ -4 +4,2 @@\n }\n+delta();\n"));
        AssertRefused(
            "before the hunk above it ends at line 4", "@@ -4 +4 @@\n-gamma();\n+g();\n@@ -2 +2 @@\n-beta(1, 2);\n+b();\n");
        AssertRefused("one after the other", "@@ -1,2 +1 @@\n alpha();\n-gamma();\n");
    }

    [Fact]
    public void Where_most_lines_are_there_a_refusal_shows_what_stands_in_place_of_the_others()
    {
        _scene.With("f", "one();\nx\nalpha();\nbeta(1, 2);\n}\ngamma();\n}\n");

        Assert.Equal(
            "Hunk 1 of f (line 3 of the patch) does not fit: the file has its lines, but not one after the other. Its other lines stand at "
            + "line 3; where it differs, the file has:\n4: beta(1, 2);\n"
            + "Compare them with care, white space too, and read the file again where needed.",
            _scene.Refused("--- a/f\n+++ b/f\n@@ -3,4 +3,3 @@\n alpha();\n one();\n }\n-gamma();\n"));
    }

    [Fact]
    public void A_mode_must_be_as_the_patch_says()
    {
        _scene.With("f", "x\n").Runnable("f");

        var refused = _scene.Refused("diff --git a/f b/f\nold mode 100644\nnew mode 100755\n");
        Assert.Contains("is already executable", refused, StringComparison.Ordinal);
        _scene.Apply("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-x\n+y\n");
        Assert.True(_scene.IsRunnable("f"));
        _scene.Apply("diff --git a/f b/f\nold mode 100755\nnew mode 100644\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-y\n+z\n");
        Assert.False(_scene.IsRunnable("f"));
        Assert.Equal("z\n", _scene.Text("f"));
    }

    public void Dispose() => _scene.Dispose();

    private void AssertRefused(string words, string body) =>
        Assert.Contains(words, _scene.Refused($"--- a/f\n+++ b/f\n{body}"), StringComparison.Ordinal);

    private PatchScene Fill() => Fill(_scene);

    private static PatchScene Fill(PatchScene scene) => scene
        .With("a.txt", GeneratedPatch.Joined(Lines))
        .With("old.txt", GeneratedPatch.Joined(Lines[..5]))
        .With("gone.txt", "gone\n");

    private static string After()
    {
        using var scene = new PatchScene();
        Fill(scene).Apply(Patch);
        return scene.Tree();
    }

    private Dictionary<string, string> Parts() =>
        new[] { "a.txt", "old.txt", "gone.txt" }.ToDictionary(path => path, path => "-" + _scene.Text(path));

    // The tree that the files of a patch would make; writing each of 511 would take long.
    private static SortedDictionary<string, string> Written(Dictionary<string, string> before, PreparedPatch patch)
    {
        var tree = new SortedDictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var file in patch.Files)
        {
            _ = file.After is null
                ? tree.Remove(file.Path)
                : (tree[file.Path] = (file.Executable is true ? "x" : "-") + Encoding.UTF8.GetString(file.After)) is not null;
        }

        return tree;
    }

    private static SortedDictionary<string, string> Expected(Func<int, bool> has)
    {
        var a = Lines.ToList();
        a[1] = has(2) ? "LINE 2" : a[1];
        a[19] += has(3) ? "\nline 20.5" : "";
        a.RemoveRange(39, has(4) ? 1 : 0);
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["a.txt"] = (has(1) ? "x" : "-") + GeneratedPatch.Joined(a),
            [has(5) ? "new.txt" : "old.txt"] = "-" + GeneratedPatch.Joined([has(6) ? "LINE 1" : "line 1", .. Lines[1..5]]),
        };
        if (has(7))
        {
            tree["empty"] = "x";
        }

        if (has(8))
        {
            tree["added/x.txt"] = "-one\ntwo\n";
        }

        if (!has(9))
        {
            tree["gone.txt"] = "-gone\n";
        }

        return tree;
    }
}
