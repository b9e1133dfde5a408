using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

/// <summary>Trees of worktrees that hold anything: what git would hang at, run, leave out in silence or get wrong.</summary>
public sealed class ExactTreeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each leaves a file <c>z</c> beside what is tried, which must be in the tree whatever else is.</summary>
    [Theory]
    [InlineData("n=$(printf 'na\\303me'); echo x > \"$n\"", "\"na\\303me\"", "z")]
    [InlineData("echo x > 'back\\slash'; echo x > 'new\nline'", "\"back\\\\slash\"", "\"new\\012line\"", "z")]
    [InlineData("rm a.txt; mkdir a.txt; echo x > a.txt/in", "a.txt/in", "z")]
    [InlineData("rm a.txt; ln -s /etc a.txt", "a.txt", "z")]
    [InlineData("rm a.txt; mkfifo a.txt", "z")]
    [InlineData("mkfifo pipe", "z")]
    [InlineData("echo x > new.sh; chmod +x new.sh; chmod +x a.txt; git config core.fileMode false", "a.txt", "new.sh", "z")]
    [InlineData("git init -q n; echo x > n/f", "z")]
    [InlineData("git init -q n; cd n; git -c user.name=x -c user.email=x commit -q --allow-empty -m x; echo x > f; cd ..", "z")]
    [InlineData("n=$(printf 'n\\377'); git init -q \"$n\"; echo x > \"$n/f\"", "z")]
    [InlineData("git update-index --assume-unchanged a.txt; echo edited > a.txt", "a.txt", "z")]
    [InlineData("git update-index --skip-worktree a.txt; echo edited > a.txt", "a.txt", "z")]
    [InlineData("echo tracked > ignored.log", "z")]
    [InlineData("d=$(printf 'd/%.0s' $(seq 300)); mkdir -p \"$d\"; echo x > \"$d/f\"", "d/…", "z")]
    [InlineData("chmod a-w .; chmod u+w .; ln -s /dev/zero .gitignore.link; ln -s nowhere dangling", ".gitignore.link", "dangling", "z")]
    public async Task What_a_commit_can_hold_is_in_the_tree(string command, params string[] changed)
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync(command + "; echo z > z", path);

        var made = await scene.Repository.Trees.MakeAsync(new(path, scene.Commit), Token);

        Assert.Null(made.Problem);
        var names = made.Changes.Where(change => !change.IsDeletion).Select(change => change.Path.ToString());
        Assert.Equal(changed, names.Select(name => name.StartsWith("d/d/", StringComparison.Ordinal) ? "d/…" : name));
    }

    [Theory]
    [InlineData("mkfifo .gitattributes", ".gitattributes")]
    [InlineData("mkdir d; mkfifo d/.gitignore", "d/.gitignore")]
    [InlineData("n=$(printf 'd\\377'); mkdir \"$n\"; mkfifo \"$n/.gitignore\"", "\"d\\377/.gitignore\"")]
    [InlineData("mkdir .GIT; echo x > .GIT/config", ".GIT/config")]
    [InlineData("printf '* filter=lfs\\n' > .gitattributes; echo x > big.bin", "big.bin")]
    [InlineData("head -c 3000000 /dev/zero > core", "core")]
    [InlineData("mkdir m; i=0; while [ $i -lt 60 ]; do echo $i > m/$i; i=$((i+1)); done", "60 files")]
    [InlineData("for i in 1 2 3; do head -c 900000 /dev/zero > f$i; done", "together")]
    public async Task What_it_cannot_hold_is_refused_by_name(string command, string named)
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync(command, path);

        var request = new TreeRequest(path, scene.Commit) { Limits = new(Files: 50, FileBytes: 1_000_000, Bytes: 2_000_000) };
        var made = await scene.Repository.Trees.MakeAsync(request, Token);

        Assert.Contains(named, made.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_cannot_switch_a_filter_of_the_base_off()
    {
        using var scene = await GitScene.CreateAsync();
        scene.Folder.Write("repo/.gitattributes", "secret filter=crypt\n");
        scene.Folder.Write("repo/secret", "sealed\n");
        var commit = await scene.Repository.CommitAllAsync("Filter", GitScene.Date, Token);
        var path = scene.Folder.In("home", "worktrees", "filtered");
        await scene.Repository.Worktrees.AddAsync(path, commit, Token);
        await Shell.RunAsync("rm .gitattributes; echo plain > secret", path);

        var made = await scene.Repository.Trees.MakeAsync(new(path, commit), Token);

        Assert.Contains("crypt", made.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_the_person_allowed_runs_in_the_sandbox_on_checkout_and_commit()
    {
        using var scene = await GitScene.CreateAsync();
        var allowing = new Git(ProcessRunner.Shared, new(scene.Folder.In("home"))) { AllowedFilters = () => ["up", "other"] };
        var verdict = await allowing.Sandbox.ProbeAsync(Token);
        Needed.Has(verdict.Works, verdict.Reason);
        scene.Folder.Write("repo/.gitattributes", "*.up filter=up\n*.bad filter=undefined\n");
        scene.Folder.Write("repo/a.up", "ALPHA\n");
        var commit = await scene.Repository.CommitAllAsync("Filter", GitScene.Date, Token);
        var trace = scene.Folder.In("trace");
        await scene.GitAsync($"config filter.up.clean \"tr a-z A-Z; echo x >> '{trace}' 2> /dev/null || :\"");
        await scene.GitAsync("config filter.up.smudge \"tr A-Z a-z\"");
        var repository = await GitRepository.DiscoverAsync(allowing, scene.Folder.In("repo"), Token);
        var path = scene.Folder.In("home", "worktrees", "filtered");

        await repository.Worktrees.AddAsync(path, commit, Token);
        var checkedOut = await File.ReadAllTextAsync(Path.Combine(path, "a.up"), Token);
        await Shell.RunAsync("echo beta > a.up; echo gamma > b.up", path);
        var made = await repository.Trees.MakeAsync(new(path, commit), Token);
        await Shell.RunAsync("echo x > c.bad", path);
        var undefined = await repository.Trees.MakeAsync(new(path, commit), Token);
        await Shell.RunAsync("rm c.bad; rm .gitattributes", path);
        var switchedOff = await repository.Trees.MakeAsync(new(path, commit), Token);

        Assert.Equal("alpha\n", checkedOut);
        Assert.Equal("BETA\n", await scene.GitAsync($"cat-file blob {made.Tree}:a.up"));
        Assert.Equal("GAMMA\n", await scene.GitAsync($"cat-file blob {made.Tree}:b.up"));
        Assert.Contains("(undefined)", undefined.Problem, StringComparison.Ordinal);
        Assert.Contains("(up)", switchedOff.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task What_is_left_out_is_told()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("git init -q n; echo x > n/f.log; echo x > own.log", path);

        var made = await scene.Repository.Trees.MakeAsync(new(path, scene.Commit), Token);

        Assert.Equal(["own.log"], made.LeftOut.Ignored.Select(p => p.ToString()));
        Assert.Equal(["n"], made.LeftOut.Nested.Select(p => p.ToString()));
    }

    /// <summary>A submodule's folder is empty in a worktree: a model can make a repository there, which git would ask.</summary>
    [Fact]
    public async Task A_repository_in_the_place_of_a_submodule_runs_nothing()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.GitAsync("update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,sub");
        await scene.GitAsync("commit -q -m sub");
        var commit = await scene.Repository.Commits.ResolveAsync("HEAD", Token);
        var path = scene.Folder.In("home", "worktrees", "sub");
        await scene.Repository.Worktrees.AddAsync(path, commit, Token);
        var trace = scene.Folder.In("ran");
        await Shell.RunAsync(
            "mkdir -p sub; cd sub; git init -q; git config user.email x; git config user.name x; echo one > f; "
                + "echo '* filter=x' > .gitattributes; "
                + $"git add -A; git commit -q -m x; git config filter.x.clean \"echo ran >> '{trace}'; cat\"; echo two > f; "
                + "echo 1234567890123456789012345678901234567890 > .git/HEAD; echo z > ../z",
            path);

        var made = await scene.Repository.Trees.MakeAsync(new(path, commit), Token);

        Assert.False(File.Exists(trace));
        Assert.Equal(["z"], made.Changes.Select(change => change.Path.ToString()));
    }

    /// <summary>A filter that an include of the main git folder brings cannot be seen in advance: it never runs on the host.</summary>
    [Fact]
    public async Task A_driver_that_an_include_brings_does_not_run_on_the_host()
    {
        using var scene = await GitScene.CreateAsync();
        var trace = scene.Folder.In("ran");
        scene.Folder.Write("repo/.git/more", $"[filter \"x\"]\n\tclean = \"echo ran >> '{trace}'; cat\"\n");
        await scene.GitAsync($"config 'includeIf.gitdir:{scene.Folder.In("repo")}/.path' ../more");
        await scene.GitAsync($"config 'includeIf.gitdir:{scene.Folder.In("repo")}/.git.path' more");
        var repository = await scene.ReopenAsync();
        var path = scene.Folder.In("home", "worktrees", "t");
        await repository.Worktrees.AddAsync(path, scene.Commit, Token);
        await Shell.RunAsync("echo 'a.txt filter=x' > .gitattributes; echo b > a.txt", path);

        var made = await repository.Trees.MakeAsync(new(path, scene.Commit), Token);

        Assert.NotNull(made.Problem);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task A_tree_made_again_after_an_edit_and_its_undoing_is_the_base()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("echo x > a.txt; echo n > new", path);
        var first = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);
        await Shell.RunAsync("printf 'alpha\\n' > a.txt; rm new", path);

        var second = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);

        var ofBase = await scene.Repository.Commits.GetTreeAsync(scene.Commit, Token);
        Assert.NotEqual(ofBase, first);
        Assert.Equal(ofBase, second);
    }

    [Fact]
    public async Task What_a_kill_left_half_written_is_in_nobodys_way()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("echo x > new", path);
        var first = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);
        var scratch = Path.GetDirectoryName(ConfinedGit.IndexOf(path))!;
        await Shell.RunAsync(
            "mkdir -p objects/36 objects/pack; echo half > objects/36/tmp_obj_tASh3Y; echo half > objects/pack/tmp_pack_1; "
                + "echo half > objects/36/0123456789abcdef0123456789abcdef012345; touch index.lock",
            scratch);

        Assert.Equal(first, await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit));
    }

    [Theory]
    [InlineData("plain/ü b", "plain/ü b")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\u202eb", "\"a\\342\\200\\256b\"")]
    [InlineData("\u001b[31m", "\"\\033[31m\"")]
    public void A_path_is_shown_without_what_a_terminal_obeys_and_read_back(string name, string shown)
    {
        var path = new BytePath(System.Text.Encoding.UTF8.GetBytes(name));

        Assert.Equal(shown, path.ToString());
        Assert.Equal(path, BytePath.Parse(shown));
    }
}
