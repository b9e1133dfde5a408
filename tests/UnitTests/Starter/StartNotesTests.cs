using SlopTemporal.Starter;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What a person is told before a run: files that are there, and are no part of it.</summary>
public sealed class StartNotesTests : IDisposable
{
    private const string Words = """{ "id": "words", "tickets": [ { "id": "a", "description": "d" } ] }""";

    private readonly CommandLine _slop = new() { Person = CommandLine.WithKey };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _slop.Dispose();

    [Theory]
    [InlineData("run", "--dry-run")]
    [InlineData("start")]
    public async Task A_script_beside_a_track_is_not_played_and_that_is_said(params string[] command)
    {
        _slop.Folder.Write("track.json", Words);
        var script = _slop.Folder.Write("script.json", """{ "turns": {} }""");

        using var poor = new CommandLine();

        var ran = await poor.RunAsync([command[0], _slop.Folder.In("track.json"), .. command[1..]]);

        Assert.StartsWith(
            $"{script} is not played, real models answer; to play it, without a key and without cost: --script {script}\n",
            ran.Error,
            StringComparison.Ordinal);
        // Without the script it needs a key, which nobody has set here.
        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.DoesNotContain("scripted", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--live")]
    [InlineData("--script", "script.json")]
    public async Task Whoever_decided_about_the_script_is_told_nothing(params string[] flags)
    {
        _slop.Folder.Write("track.json", Words);
        _slop.Folder.Write("script.json", """{ "turns": {} }""");

        Assert.Equal("", (await _slop.RunAsync(["run", "track.json", "--dry-run", .. flags])).Error);
    }

    [Fact]
    public async Task An_example_plays_its_own_script_wherever_it_was_laid_out()
    {
        var track = await Examples.LayOutAsync(new(_slop.Home), "words", _slop.Folder.In("somewhere"), Token);

        var ran = await _slop.RunAsync("run", track, "--dry-run");

        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error));
        Assert.Contains("models   scripted:", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uncommitted_changes_are_counted_and_named_with_the_commit_that_the_run_starts_from()
    {
        using var scene = await GitScene.CreateAsync();
        await ChangeAsync(scene);

        var ran = await RunAsync(scene, """ "base": "main", """);

        Assert.Equal(
            $"6 uncommitted changes in {scene.Repository.Root} are not part of this run, which starts from commit {scene.Commit[..10]}: "
                + ".gitignore, staged.txt, a.txt, folder/, n\\u001bw.txt and 1 more\n",
            ran.Error);
    }

    [Fact]
    public async Task A_clean_checkout_and_its_ignored_files_are_not_remarked_on()
    {
        using var scene = await GitScene.CreateAsync();
        scene.Folder.Write("repo/build.log", "x");
        await Shell.RunAsync("touch a.txt", scene.Repository.Root);

        Assert.Equal("", (await RunAsync(scene, "")).Error);
    }

    [Fact]
    public async Task Changes_beside_another_base_are_not_remarked_on()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.GitAsync("branch old");
        await scene.GitAsync("commit -q --allow-empty -m second");
        await ChangeAsync(scene);

        Assert.Equal("", (await RunAsync(scene, """ "base": "old", """)).Error);
    }

    [Fact]
    public async Task What_the_person_ignores_everywhere_is_no_change()
    {
        using var scene = await GitScene.CreateAsync();
        scene.Folder.Write("repo/.idea/x", "x");
        scene.Folder.Write("person/mine", ".idea/\n");
        scene.Folder.Write("person/.gitconfig", "[core]\n\texcludesFile = ~/mine\n");
        using var slop = new CommandLine
        {
            Person = new()
            {
                Environment = new Dictionary<string, string>(CommandLine.WithKey.Environment) { ["HOME"] = scene.Folder.In("person") },
            },
        };

        Assert.Equal("", (await RunAsync(scene, "", slop)).Error);
        Assert.Contains("1 uncommitted change in", (await RunAsync(scene, "")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_track_file_in_the_repository_is_not_remarked_on()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write("repo/t.json", """{ "repository": ".", "tickets": [ { "id": "a", "description": "d" } ] }""");

        Assert.Equal("", (await _slop.RunAsync("run", track, "--dry-run")).Error);
    }

    [Fact]
    public async Task Looking_for_changes_runs_nothing_of_the_repository()
    {
        using var scene = await GitScene.CreateAsync();
        var mark = scene.Folder.In("mark");
        var program = scene.Folder.Write("program", $"#!/bin/sh\ntouch '{mark}'\ncat\n");
        await Shell.RunAsync("chmod +x program && mkdir repo/hooks && cp program repo/hooks/post-index-change", scene.Folder.Path);
        scene.Folder.Write("repo/.git/info/attributes", "* filter=evil diff=evil\n");
        foreach (var key in (string[])["core.fsmonitor", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.external"])
        {
            await scene.GitAsync($"config {key} '\"{program}\"'");
        }

        await scene.GitAsync("config core.hooksPath hooks");
        scene.Folder.Write("repo/a.txt", "alphA\n");

        var ran = await RunAsync(scene, "");

        Assert.Contains("2 uncommitted changes", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(mark), "a program of the repository was run");
        await scene.GitAsync("status");
        Assert.True(File.Exists(mark), "a plain git runs none either: the test shows nothing");
    }

    private static async Task ChangeAsync(GitScene scene)
    {
        scene.Folder.Write("repo/a.txt", "changed\n");
        scene.Folder.Write("repo/staged.txt", "new\n");
        await scene.GitAsync("add staged.txt");
        await scene.GitAsync("rm -q --cached .gitignore");
        scene.Folder.Write("repo/folder/x", "x");
        scene.Folder.Write("repo/folder/y", "y");
        scene.Folder.Write("repo/n\u001bw.txt", "x");
        scene.Folder.Write("repo/z.txt", "x");
    }

    private async Task<Ran> RunAsync(GitScene scene, string more, CommandLine? slop = null)
    {
        var track = scene.Folder.Write(
            "track.json", $$"""{ "repository": "repo", {{more}} "tickets": [ { "id": "a", "description": "d" } ] }""");
        return await (slop ?? _slop).RunAsync("run", track, "--dry-run");
    }
}
