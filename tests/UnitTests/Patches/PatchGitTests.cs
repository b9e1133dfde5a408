using SlopTemporal.Local.Files;
using SlopTemporal.Local.Patching;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Patches;

/// <summary>Git as the judge: what it writes is applied as it would, and it applies what is shown.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PatchGitTests : IDisposable
{
    private const int Cases = 6;
    private const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Git_and_we_make_the_same_tree_of_the_same_patch()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            Make(seed);
        }

        await Run("""
            git init -q repo && cd repo && git config user.name x && git config user.email x@x && git config core.autocrlf false
            for i in ../case*; do
              git rm -rqf --ignore-unmatch . && cp -a $i/old/. . && git add -A && git commit -qm old
              git rm -rqf . && cp -a $i/new/. . && git add -A && git diff --cached -M HEAD > $i/patch
            done
            """);
        for (var seed = 0; seed < Cases; seed++)
        {
            var files = new WorktreeFiles(_folder.In($"case{seed}", "ours"));
            var result = PreparedPatch.Prepare(await File.ReadAllTextAsync(_folder.In($"case{seed}", "patch"), Token), files);
            Assert.Null(result.Problem);
            _folder.Write($"case{seed}/canonical", result.Patch!.Diff);
            Assert.Null(result.Patch.Write(files));
        }

        // Not within the repository, whose files it would change.
        await Run("for i in case*; do (cd $i/old && GIT_CEILING_DIRECTORIES=/ git apply ../canonical) || exit 1; done");

        Assert.All(Enumerable.Range(0, Cases), seed =>
        {
            Assert.Equal(Tree(seed, "new"), Tree(seed, "ours"));
            Assert.Equal(Tree(seed, "new"), Tree(seed, "old"));
        });
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task Run(string script)
    {
        var result = await Shell.RunAsync("set -e\n" + script, _folder.Path);
        Assert.True(result.ExitCode == 0, $"{result}");
    }

    private void Make(int seed)
    {
        var random = new Random(seed);
        foreach (var i in Enumerable.Range(0, 6))
        {
            var patch = new GeneratedPatch((100 * seed) + i);
            var cut = random.Next(2);
            string before = Text(patch.Before, random.Next(3) == 0 ? 1 : 0), after = Text(patch.After, cut);
            Put(seed, $"changed/{i}.txt", before, after, random.Next(3) == 0, random.Next(3) == 0);
        }

        Put(seed, "new file.txt", null, Text(new GeneratedPatch(seed).After, random.Next(2)), false, random.Next(2) == 0);
        Put(seed, "empty", null, "", false, random.Next(2) == 0);
        Put(seed, "gone.txt", Text(new GeneratedPatch(seed).Before, random.Next(2)), null, random.Next(2) == 0, false);
        Put(seed, "gone-empty", "", null, false, false);
        var moved = new GeneratedPatch(900 + seed, changes: random.Next(2));
        Put(seed, "from/ä.txt", Text(moved.Before, 0), null, false, false);
        Put(seed, "to/ö \"x\".txt", null, Text(moved.After, 0), false, random.Next(2) == 0);
    }

    private static string Text(IReadOnlyList<string> lines, int cut) => GeneratedPatch.Joined(lines)[..^cut];

    private void Put(int seed, string path, string? before, string? after, bool ranBefore, bool runsAfter)
    {
        Put($"case{seed}/old/{path}", before, ranBefore);
        Put($"case{seed}/ours/{path}", before, ranBefore);
        Put($"case{seed}/new/{path}", after, runsAfter);
    }

    private void Put(string path, string? text, bool runs)
    {
        if (text is not null)
        {
            var written = _folder.Write(path, text);
            File.SetUnixFileMode(written, runs ? Runnable : Runnable & ~UnixFileMode.UserExecute);
        }
    }

    private string Tree(int seed, string name)
    {
        var root = _folder.In($"case{seed}", name);
        return string.Join('\n', Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(root, file)} {File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute)} "
                + Convert.ToHexString(File.ReadAllBytes(file))));
    }
}
