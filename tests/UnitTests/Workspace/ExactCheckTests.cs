using SlopTemporal.Activities.Tools.Edits;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Settings;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Workspace;

/// <summary>What was checked is what lands: checks see the tree and what setup made, and nothing that the agent has beside it.</summary>
public sealed class ExactCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each worktree would pass, each tree does not.</summary>
    [Theory]
    [InlineData("mkdir lib.log; echo helper > lib.log/helper", "test -e lib.log/helper")]
    [InlineData("echo replaced > tool.log", "grep -q replaced tool.log")]
    [InlineData("echo broken > a.txt; echo built > out.log", "test -e out.log")]
    [InlineData("echo planted > \"$SCRATCH/home/planted\"", "test -e ~/planted")]
    [InlineData("rm tool.log", "test ! -e tool.log")]
    public async Task What_the_agent_has_beside_its_tree_proves_nothing(string work, string verify)
    {
        foreach (var folder in Enum.GetValues<CheckFolder>())
        {
            using var scene = await OpenedAsync(t => t with { Setup = ["echo tool > tool.log"], Verify = [verify] }, folder);
            var worktree = scene.Worktree(scene.Scope());
            await Shell.RunAsync($"SCRATCH='{worktree}.scratch'; {work}; echo changed > b.txt", worktree);

            var verified = await scene.VerifyAsync(scene.Scope());

            Assert.Equal(verify, verified.Failure?.Command);
        }
    }

    [Theory]
    [InlineData(CheckFolder.Auto)]
    [InlineData(CheckFolder.Copy)]
    public async Task The_tree_is_there_with_its_modes_and_links_and_what_setup_made(CheckFolder folder)
    {
        using var scene = await OpenedAsync(
            t => t with
            {
                Setup = ["mkdir -p made.log; echo setup > made.log/x; echo home > ~/cache"],
                Verify =
                [
                    "./new.sh && test -L link && ! test -e a.txt && cat made.log/x ~/cache && echo leaves > left.log",
                    "test -e left.log",
                ],
            },
            folder);
        await Shell.RunAsync(
            "git config core.fileMode false; printf '#!/bin/sh\nexit 0\n' > new.sh; chmod +x new.sh; ln -s new.sh link; rm a.txt",
            scene.Worktree(scene.Scope()));

        Assert.Null((await scene.VerifyAsync(scene.Scope())).Failure);

        Assert.False(Path.Exists(scene.Worktree(scene.Scope()) + ".check"));
    }

    [Fact]
    public async Task Setup_runs_once_for_the_base_and_every_attempt_at_the_same_path()
    {
        using var scene = await OpenedAsync(t => t with
        {
            Setup = ["pwd > where.log; date +%s%N > when.log"],
            Verify = ["test \"$(pwd)\" = \"$(cat where.log)\" && ! test -e checked.log && echo x > checked.log"],
        });
        Assert.Null((await scene.PrepareAsync()).Failure);
        await scene.OpenAsync(scene.Scope("b"));
        await scene.OpenAsync(scene.Scope(attempt: 2));

        var when = new[] { scene.Scope("b"), scene.Scope(attempt: 2) }
            .Select(scope => File.ReadAllText(Path.Combine(scene.Worktree(scope), "when.log")));

        Assert.Single(when.Distinct());
        Assert.Single(Directory.GetDirectories(scene.Home.Stands));
    }

    [Fact]
    public async Task A_changed_manifest_is_set_up_again_for_its_checks()
    {
        using var scene = await OpenedAsync(t => t with
        {
            Setup = ["cat requirements.txt > installed.log 2>/dev/null || : > installed.log"],
            Verify = ["cmp requirements.txt installed.log"],
        });
        await Shell.RunAsync("echo left-pad > requirements.txt", scene.Worktree(scene.Scope()));

        Assert.Null((await scene.VerifyAsync(scene.Scope())).Failure);
    }

    /// <summary>Build tools compare times: an older source than the output of a build is never built again.</summary>
    [Theory]
    [InlineData(CheckFolder.Auto)]
    [InlineData(CheckFolder.Copy)]
    public async Task A_changed_source_is_newer_than_what_setup_built_and_an_unchanged_one_is_not(CheckFolder folder)
    {
        using var scene = await OpenedAsync(
            t => t with
            {
                Setup = ["sleep 0.05; touch built.log"],
                Verify = ["test a.txt -nt built.log && test built.log -nt .gitignore"],
            },
            folder);
        await Shell.RunAsync("echo beta > a.txt; touch -d 2001-01-01 a.txt", scene.Worktree(scene.Scope()));

        Assert.Null((await scene.VerifyAsync(scene.Scope())).Failure);
    }

    [Fact]
    public async Task A_check_that_worked_on_before_a_crash_goes_on_where_it_was()
    {
        using var scene = await OpenedAsync(t => t with
        {
            Verify = ["echo built > built.log", "test -e built.log && test -e a.txt"],
        });
        await Shell.RunAsync("echo n > new", scene.Worktree(scene.Scope()));

        var first = await scene.VerifyAsync(scene.Scope());
        scene.Forget(scene.Scope(), "verify-1");

        Assert.Equivalent(first, await scene.VerifyAsync(scene.Scope()));
        Assert.Null(first.Failure);
    }

    [Theory]
    [InlineData("true")]
    [InlineData(null)]
    public async Task A_place_that_a_kill_left_half_removed_is_laid_out_again(string? setup)
    {
        using var scene = await OpenedAsync(t => t with { Setup = setup is null ? [] : [setup], Verify = ["cat a.txt; exit 3"] });
        var first = await scene.VerifyAsync(scene.Scope());
        var notes = Directory.CreateDirectory(scene.Worktree(scene.Scope()) + ".check.scratch/private").FullName;
        await File.WriteAllTextAsync(Path.Combine(notes, "place.json"), $"{{\"tree\":\"{first.Tree}\",\"is_overlaid\":true}}", Token);

        var again = await scene.VerifyAsync(scene.Scope(), turn: 2);

        Assert.Equal((first.Tree, "alpha", 3), (again.Tree, again.Failure!.Preview, again.Failure.ExitCode));
    }

    [Fact]
    public async Task A_file_that_the_model_wrote_and_git_ignores_is_told_once_before_the_checks()
    {
        using var scene = await OpenedAsync(t => t with { Verify = ["echo built > out.log; false"] });
        var intent = new ChangeIntent("own.log", Before: null, After: "hash", "written");
        scene.Journal.Write(scene.Scope(), JournalNames.Intent(1, 1), intent);
        await Shell.RunAsync("echo x > own.log; echo x > built.log; echo x > new", scene.Worktree(scene.Scope()));

        var first = await scene.VerifyAsync(scene.Scope());
        var again = await scene.VerifyAsync(scene.Scope(), turn: 2);

        var text = scene.Store.GetText(first.Notice!);
        Assert.Contains(".gitignore keeps them out of the commit: own.log.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("built.log", text, StringComparison.Ordinal);
        Assert.Null(first.Failure);
        Assert.Equal((null, 1), (again.Notice, again.Failure!.ExitCode));
    }

    [Theory]
    [InlineData(CheckFolder.Auto)]
    [InlineData(CheckFolder.Copy)]
    public async Task Git_in_a_check_finds_the_work_committed_and_nothing_left_behind(CheckFolder folder)
    {
        const string Clean = "test -z \"$(git status --porcelain)\" && git diff --exit-code";
        using var scene = await OpenedAsync(
            t => t with { Setup = ["echo built > out.log; git status"], Verify = [Clean, "git log --format=%s; exit 3"] }, folder);
        await Shell.RunAsync("echo beta > a.txt; echo new > new.txt", scene.Worktree(scene.Scope()));

        var verified = await scene.VerifyAsync(scene.Scope());

        Assert.Equal((3, "The work that is checked First"), (verified.Failure!.ExitCode, verified.Failure.Preview));
    }

    [Theory]
    [InlineData(CheckFolder.Auto)]
    [InlineData(CheckFolder.Copy)]
    public async Task Git_in_a_check_knows_submodules_after_any_setup(CheckFolder folder)
    {
        using var scene = await TrackScene.CreateAsync(
            track => track with { Setup = ["true"], Verify = ["git submodule update --init && test -z \"$(git status --porcelain)\""] },
            document => document with { Sandbox = SandboxMode.Required },
            settings: new() { CheckFolder = folder });
        await scene.NeedSandboxAsync();
        const string Git = "git -c user.name=t -c user.email=t@t -c protocol.file.allow=always";
        var script = $"git init -q -b main ../lib && echo lib > ../lib/l && git -C ../lib add l && {Git} -C ../lib commit -qm lib"
            + $" && {Git} submodule --quiet add ../lib vendor/lib && {Git} commit -qm sub && git rev-parse HEAD";
        var commit = (await Shell.RunAsync(script, scene.Repository)).Output.Trim();
        var run = scene.Run with { Document = scene.Store.PutJson(scene.Document with { BaseCommit = commit }) };

        Assert.Null((await scene.RunAsync(a => a.PrepareTrackAsync(run))).Failure);
    }

    [Fact]
    public async Task A_setup_that_a_kill_ended_begins_again_on_a_fresh_checkout()
    {
        using var scene = await OpenedAsync(t => t with { Setup = ["test ! -e half.log && touch half.log"], Verify = ["true"] });
        var stand = Assert.Single(Directory.GetDirectories(scene.Home.Stands));
        File.Delete(Path.Combine(stand, "ready"));
        foreach (var note in Directory.GetFiles(Path.Combine(stand, "files.scratch", "private"), "setup-*"))
        {
            File.Delete(note);
        }

        var opened = await scene.OpenAsync(scene.Scope("b"));

        Assert.Null(opened.Failure);
    }

    [Fact]
    public async Task Changes_within_a_submodule_are_told_to_the_model()
    {
        using var scene = await TrackScene.CreateAsync();
        scene.Journal.Write(scene.Scope(), JournalNames.Intent(1, 1), new ChangeIntent("vendor/dep/a.c", null, "hash", "written"));
        scene.Journal.Write(scene.Scope(), JournalNames.Intent(1, 2), new ChangeIntent("vendor/deps.md", null, "hash", "written"));
        var made = new MadeTree(scene.Base, [], new([], []), Problem: null);

        var notice = new WorkNotices(scene.Journal, scene.Store).Create(scene.Scope(), 1, made, ["vendor/dep"]);

        var text = scene.Store.GetText(notice!);
        Assert.Contains("belong to a submodule, whose files a commit here cannot hold: vendor/dep/a.c.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("deps.md", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("git init -q app; echo x > app/main.txt", "app")]
    [InlineData("mkfifo .gitattributes", ".gitattributes")]
    public async Task What_no_commit_can_hold_is_told_once_and_then_is_a_failure(string work, string named)
    {
        using var scene = await OpenedAsync();
        await Shell.RunAsync(work, scene.Worktree(scene.Scope()));

        var first = await scene.VerifyAsync(scene.Scope());
        var again = await scene.VerifyAsync(scene.Scope(), turn: 2);

        Assert.Contains(named, scene.Store.GetText(first.Notice!), StringComparison.Ordinal);
        Assert.Equal(first, await scene.VerifyAsync(scene.Scope()));
        Assert.Null(again.Notice);
        Assert.Contains(named, again.Failure!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_that_was_not_worked_out_stays_one_in_work_that_is_carried_on()
    {
        using var scene = await OpenedAsync();
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo b > x");
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo a > x"));
        var conflict = await scene.OpenConflictAsync(scene.Scope("b"), commit);
        Assert.NotNull((await scene.VerifyAsync(scene.Scope("b"), conflict.Tip, turn: 2)).Failure);

        var carried = await scene.CarryAsync(scene.Scope("b", attempt: 2));
        var verified = await scene.VerifyAsync(scene.Scope("b", attempt: 2), carried.Base);

        Assert.Contains("conflict markers are left in x", verified.Failure!.Preview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo made > built.log", 1)]
    [InlineData("echo made > built.txt", 2)]
    public async Task What_setup_made_serves_other_trees_with_the_same_inputs_if_it_left_tracked_files_alone(string setup, int stands)
    {
        using var scene = await OpenedAsync(track => track with
        {
            Setup = [setup],
            SetupInputs = ["deps*.txt"],
            Verify = ["grep -q made built.*", "test $(cat x) = a"],
        });
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo a > x"));

        await scene.OpenAsync(scene.Scope("b"));
        var worktree = scene.Worktree(scene.Scope("b"));
        var verified = await scene.VerifyAsync(scene.Scope("b"), await scene.GitAsync("rev-parse slop/t"));

        Assert.Equal("a\nmade\n", (await Shell.RunAsync("cat x built.*", worktree)).Output);
        Assert.Null(verified.Failure);
        Assert.Equal(await scene.GitAsync("rev-parse slop/t^{tree}"), verified.Tree);
        Assert.Equal(stands, Directory.GetDirectories(scene.Home.Stands).Length);
    }

    private static async Task<TrackScene> OpenedAsync(Func<Track, Track>? track = null, CheckFolder folder = CheckFolder.Auto)
    {
        var scene = await TrackScene.CreateAsync(
            track, document => document with { Sandbox = SandboxMode.Required }, settings: new() { CheckFolder = folder });
        await scene.NeedSandboxAsync();
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        return scene;
    }
}
