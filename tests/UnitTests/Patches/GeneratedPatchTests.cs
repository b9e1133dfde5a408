using System.Text;
using SlopTemporal.Local.Patching;

namespace SlopTemporal.UnitTests.Patches;

/// <summary>Made-up files and patches, disturbed in every way, against the rule in its plainest form.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GeneratedPatchTests : IDisposable
{
    private const string Header = "--- a/f.txt\n+++ b/f.txt\n";
    private readonly PatchScene _scene = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    /// <summary>
    /// Each file is disturbed after its patch was made (lines put in, doubled, changed or gone), and so are the line numbers. The oracle
    /// looks at every place for every hunk.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1_000_000)]
    public void An_edit_is_at_the_exact_or_the_only_place_or_nowhere(int alphabet)
    {
        var (applied, refused) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var (random, patch) = (new Random(seed), new GeneratedPatch(seed, alphabet));
            var file = Disturbed(patch.Before, random);
            var numbers = patch.Hunks.Select(hunk => Number(hunk.Line, random)).ToList();
            var next = 0;
            var text = Header + patch.Body((_, old, _, now) => numbers[next++] is { } line ? $"@@ -{line},{old} +{line},{now} @@" : "@@");
            _scene.With("f.txt", GeneratedPatch.Joined(file));

            var result = PreparedPatch.Prepare(text, _scene.Files);

            var expected = Expected(file, patch.Hunks.Zip(numbers));
            Assert.True(expected is null == result.Patch is null, $"Seed {seed}: {result.Problem}\n{text}");
            if (expected is not null)
            {
                applied++;
                Assert.Equal(GeneratedPatch.Joined(expected), Encoding.UTF8.GetString(result.Patch!.Files[0].After!));
            }
            else
            {
                refused++;
                Assert.Matches(@"Hunk \d+ of f\.txt \(line \d+ of the patch\)", result.Problem);
                Assert.Matches(@"\n\d+: |No line is like it", result.Problem);
            }
        }

        Assert.True(applied > 20 && refused > 20, $"{applied} applied, {refused} refused");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Wrong_counts_do_not_matter(int seed)
    {
        var (random, patch) = (new Random(seed), new GeneratedPatch(seed));
        _scene.With("f.txt", GeneratedPatch.Joined(patch.Before));

        var body = patch.Body((line, old, _, now) => $"@@ -{line},{old + random.Next(-2, 3)} +{line},{now + random.Next(-2, 3)} @@");
        _scene.Apply($"Look:\n\n```diff\n{Header}{body}```\n\nIt is done.\n");

        Assert.Equal(GeneratedPatch.Joined(patch.After), _scene.Text("f.txt"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Blank_lines_may_lack_their_sign_and_ends_may_be_those_of_Windows(int seed)
    {
        var patch = new GeneratedPatch(seed);
        _scene.With("f.txt", GeneratedPatch.Joined(patch.Before));

        var body = patch.Body().Replace("\n \n", "\n\n", StringComparison.Ordinal);
        _scene.Apply((Header + body).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(GeneratedPatch.Joined(patch.After), _scene.Text("f.txt"));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ends_of_lines_and_marks_stay(int seed)
    {
        var patch = new GeneratedPatch(seed);
        string before = GeneratedPatch.Joined(patch.Before, "\r\n"), after = GeneratedPatch.Joined(patch.After, "\r\n");
        Encoding[] encodings =
        [
            new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode,
        ];

        foreach (var encoding in encodings)
        {
            _scene.With("f.txt", [.. encoding.Preamble, .. encoding.GetBytes(before)]);
            _scene.Apply(Header + patch.Body());
            Assert.Equal([.. encoding.Preamble, .. encoding.GetBytes(after)], _scene.Bytes("f.txt"));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Mixed_ends_of_lines_stay_and_what_is_shown_makes_the_same_bytes(int seed)
    {
        // Few different lines, and both sides written out: what is deleted and added again stays.
        var (random, patch) = (new Random(seed), new GeneratedPatch(seed, alphabet: 3, changes: 6));
        // A last line that is empty would be none without its end.
        var cut = patch.Before[^1].Length == 0 ? 0 : random.Next(2);
        _scene.With("f.txt", string.Concat(patch.Before.Select(line => line + (random.Next(2) == 0 ? "\n" : "\r\n")))[..^cut]);
        var whole = string.Concat(patch.Before.Select(line => $"-{line}\n")) + string.Concat(patch.After.Select(line => $"+{line}\n"));

        foreach (var text in new[] { patch.Body(), $"@@ -1 +1 @@\n{whole}" })
        {
            var prepared = _scene.Prepare(Header + text);
            var read = _scene.Prepare(prepared.Diff);
            var selected = prepared.Select([.. Enumerable.Range(1, prepared.Hunks)], _scene.Files).Patch!;

            Assert.Equal(patch.After, Lines(prepared));
            Assert.Equal((prepared.Diff, prepared.Diff), (read.Diff, selected.Diff));
            Assert.Equal(prepared.Files[0].After, read.Files[0].After);
            Assert.Equal(prepared.Files[0].After, selected.Files[0].After);
        }

        static IEnumerable<string> Lines(PreparedPatch prepared)
        {
            var text = Encoding.UTF8.GetString(prepared.Files[0].After!);
            return (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => line.TrimEnd('\r'));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_patch_that_was_applied_is_stale(int seed)
    {
        var patch = new GeneratedPatch(seed, changes: 1);
        _scene.With("f.txt", GeneratedPatch.Joined(patch.Before)).Apply(Header + patch.Body());

        // Where nothing is deleted, and all that is added stands at an end, its lines are there still.
        var (_, old, now) = patch.Hunks[0];
        if (!GeneratedPatch.Joined(now).Contains(GeneratedPatch.Joined(old), StringComparison.Ordinal))
        {
            Assert.Contains("does not fit", _scene.Refused(Header + patch.Body()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_large_file_may_have_many_hunks_that_are_elsewhere()
    {
        var lines = Enumerable.Range(0, 4000).Select(i => i % 20 < 10 ? $"line {i}" : "    }").ToArray();
        var patch = new StringBuilder(Header);
        for (var at = 5; at < 4000; at += 20)
        {
            // No line number is right.
            patch.Append($"@@ -{at + 3},3 +{at + 3},3 @@\n {lines[at - 1]}\n-{lines[at]}\n+changed {at}\n {lines[at + 1]}\n");
        }

        _scene.With("f.txt", GeneratedPatch.Joined(lines));
        var prepared = _scene.Prepare(patch.ToString());

        Assert.Equal(200, prepared.Hunks);
    }

    // Read carelessly, each of these would take minutes.
    [Fact]
    public void Text_that_is_made_to_take_time_is_refused()
    {
        var blank = new string('\n', 400_000);
        _scene.With("f.txt", blank + "x\n");
        var hunks = string.Concat(Enumerable.Repeat($"@@ -9,3 +9,3 @@\n{new string('\n', 2000)}-y\n+z\n", 300));
        string[] patches =
        [
            Header + hunks,
            Header + "@@\n" + string.Concat(Enumerable.Repeat(" \n", 200_000)) + "-y\n",
            string.Concat(Enumerable.Repeat("index 1..2\n", 200_000)),
            string.Concat(Enumerable.Repeat("```\n", 200_000)) + Header,
            "diff --git " + new string(' ', 1_000_000) + "\nnew mode 100755\n",
            Header + "@@ -1,1 +1,1 @@\n" + new string('-', 1_000_000),
            new string('x', 5_000_000),
            string.Concat(Enumerable.Range(0, 300).Select(i => $"--- /dev/null\n+++ b/f{i}\n@@ -0,0 +1 @@\n+x\n")),
        ];

        Assert.All(patches, patch => _scene.Refused(patch));
    }

    public void Dispose() => _scene.Dispose();

    private static List<string>? Expected(
        List<string> file, IEnumerable<((int Line, string[] Old, string[] New) Hunk, int? Number)> hunks)
    {
        var (result, end) = (new List<string>(), 0);
        foreach (var ((_, old, now), number) in hunks)
        {
            var places = Enumerable.Range(0, file.Count).Where(at => file.Skip(at).Take(old.Length).SequenceEqual(old)).ToList();
            var place = number is { } line && places.Contains(line - 1) ? line - 1 : places.Count == 1 ? places[0] : -1;
            if (place < end)
            {
                return null;
            }

            result.AddRange(file.Skip(end).Take(place - end));
            result.AddRange(now);
            end = place + old.Length;
        }

        result.AddRange(file.Skip(end));
        return result;
    }

    private static int? Number(int line, Random random) => random.Next(4) switch
    {
        0 => null,
        1 => Math.Max(0, line + random.Next(-30, 30)),
        _ => line,
    };

    private static List<string> Disturbed(IReadOnlyList<string> before, Random random)
    {
        var file = before.ToList();
        for (var times = random.Next(3); times > 0; times--)
        {
            var (at, count) = (random.Next(file.Count), random.Next(1, 8));
            switch (random.Next(4))
            {
                case 0:
                    file.InsertRange(at, Enumerable.Range(0, count).Select(i => $"put in {i}"));
                    break;
                case 1:
                    file.InsertRange(random.Next(file.Count), [.. file]);
                    break;
                case 2:
                    file[at] += " ";
                    break;
                default:
                    file.RemoveRange(at, Math.Min(count, file.Count - at));
                    break;
            }
        }

        return file;
    }
}
