using System.Diagnostics;

namespace SlopTemporal.EndToEnd;

/// <summary>The first track of a reader, pasted from README.md as it is printed there.</summary>
public sealed class ReadmeTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    private string Repository => Path.Combine(_slop.Folder, "mine");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task Its_track_and_its_script_have_no_mistakes_and_run_as_its_steps_say()
    {
        var blocks = Blocks();
        var track = blocks.First(b => b.StartsWith('{'));
        var script = blocks.First(b => b.StartsWith('{') && b.Contains("\"turns\"", StringComparison.Ordinal));
        var (trackFile, scriptFile) = (Path.Combine(Repository, "track.json"), Path.Combine(Repository, "script.json"));
        Directory.CreateDirectory(Repository);
        await ShellAsync(blocks.Single(b => b.StartsWith("git init", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(trackFile, track, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(scriptFile, script, TestContext.Current.CancellationToken);
        Assert.Contains(blocks, b => b.Contains("slop run track.json --script script.json", StringComparison.Ordinal));

        var validated = await _slop.MustAsync("validate", trackFile, "--script", scriptFile, "--json");
        var dry = await _slop.MustAsync("run", trackFile, "--script", scriptFile, "--dry-run");
        var ran = await _slop.MustAsync("run", trackFile, "--script", scriptFile, "--json");

        Assert.Equal(0, validated.Json.GetProperty("errors").GetArrayLength());
        Assert.Equal(0, validated.Json.GetProperty("warnings").GetArrayLength());
        Assert.Equal("", dry.Error);
        Assert.All(
            ran.Json.GetProperty("tickets").EnumerateArray(), t => Assert.Equal("completed", t.GetProperty("status").GetString()));
        var branch = ran.Json.GetProperty("branch").GetString()!;
        Assert.Equal("README.md\nsrc/row.sh\nsrc/rows.sh", Git.Run(Repository, "ls-tree", "-r", "--name-only", branch));
    }

    /// <summary>The indented blocks of README.md, without their indentation.</summary>
    private static List<string> Blocks()
    {
        var (blocks, open) = (new List<string>(), false);
        foreach (var line in File.ReadLines(Path.Combine(Slop.Project, "README.md")))
        {
            var isCode = line.StartsWith("    ", StringComparison.Ordinal);
            if (isCode && open)
            {
                blocks[^1] += "\n" + line[4..];
            }
            else if (isCode)
            {
                blocks.Add(line[4..]);
            }

            open = isCode;
        }

        return blocks;
    }

    private async Task ShellAsync(string commands)
    {
        var info = new ProcessStartInfo("sh", ["-e", "-c", commands]) { WorkingDirectory = Repository };
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            info.Environment[$"GIT_{role}_NAME"] = "Reader";
            info.Environment[$"GIT_{role}_EMAIL"] = "reader@example.org";
        }

        using var process = Process.Start(info)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
