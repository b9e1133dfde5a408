using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class LandingTests
{
    [Fact]
    public async Task A_commit_says_what_it_changes_and_what_of_it_is_unusual()
    {
        using var scene = await TrackScene.CreateAsync(track => track with
        {
            Tickets = [new() { Id = "a", Description = "x", Touches = ["src"], Verify = ["sh a.txt || true"] }],
        });
        var scope = scene.Scope();
        await scene.PrepareAsync();
        await scene.OpenAsync(scope);
        await Shell.RunAsync(
            "mkdir src; printf '1\\n2\\n' > src/new; printf 'a\\0b' > src/bin; git rm -q --cached a.txt; rm a.txt; echo x > 'ü b'",
            scene.Worktree(scope));

        var verified = await scene.VerifyAsync(scope);
        var changes = (await scene.CommitAsync(scope, verified.Tree)).Changes!;

        Assert.Equal((4, 3, 1), (changes.Files, changes.Added, changes.Deleted));
        Assert.Equal(
            ["deleted a check: a.txt", "outside touches: a.txt", "outside touches: ü b", "binary: src/bin (1 KB)"], changes.Unusual);
    }

    [Fact]
    public async Task A_commit_says_which_files_of_setup_other_tickets_and_this_one_changed_since_it_was_confirmed()
    {
        using var scene = await TrackScene.CreateAsync(track => track with { Setup = ["sh a.txt || true", "sh ./b.sh || true"] });
        await scene.PrepareAsync();
        await scene.IntegrateAsync(scene.Scope("a"), await scene.WorkAsync(scene.Scope("a"), "echo 'true' > a.txt"));
        await scene.IntegrateAsync(scene.Scope("b"), await scene.WorkAsync(scene.Scope("b"), "echo plain > plain"));

        var scope = scene.Scope("c");
        var opened = await scene.OpenAsync(scope);
        await Shell.RunAsync("echo 'true' > b.sh", scene.Worktree(scope));
        var tree = (await scene.VerifyAsync(scope, opened.Base)).Tree;
        var committed = await scene.CommitAsync(scope, tree, opened.Base, review: true);

        const string Told = "setup ran on files that changed since the track began: a.txt (by a), b.sh (by c)";
        Assert.Equal((Told, null), (committed.Changes!.Setup, committed.Changes.Unusual));
        Assert.Equal($"1 file +1 -0, {Told}", committed.Changes.Describe());
        Assert.Contains(Told, committed.Review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moved_file_counts_once()
    {
        using var scene = await TrackScene.CreateAsync();
        var scope = scene.Scope();
        await scene.PrepareAsync();
        await scene.OpenAsync(scope);
        await Shell.RunAsync("mkdir d && mv a.txt d/b.txt", scene.Worktree(scope));

        var committed = await scene.CommitAsync(scope, (await scene.VerifyAsync(scope)).Tree);

        Assert.Equal(new WorkSummary(1, 0, 0), committed.Changes);
    }

    [Fact]
    public async Task What_a_person_is_asked_about_is_shown_with_its_checks_and_its_diff()
    {
        using var scene = await TrackScene.CreateAsync(
            track => track with { Tickets = [new() { Id = "a", Description = "x", Verify = ["true"] }] });
        var scope = scene.Scope();
        await scene.PrepareAsync();
        await scene.OpenAsync(scope);
        await Shell.RunAsync("printf 'def f():\\n    pass\\n' > b.py", scene.Worktree(scope));

        var tree = (await scene.VerifyAsync(scope)).Tree;
        var review = (await scene.CommitAsync(scope, tree, review: true)).Review!;

        Assert.Matches(@"^Passed: true \(\d+\.\d s\)\n\n  b\.py  \+2 -0, new\n\ndiff --git a/b\.py b/b\.py\n", review);
        Assert.EndsWith("@@ -0,0 +1,2 @@\n+def f():\n+    pass", review, StringComparison.Ordinal);
        Assert.Null((await scene.CommitAsync(scope, tree)).Review);
    }

    [Fact]
    public async Task The_body_of_a_commit_is_what_the_model_said_and_cannot_pass_for_other_work()
    {
        using var scene = await TrackScene.CreateAsync();
        var scope = scene.Scope();
        await scene.PrepareAsync();
        await scene.OpenAsync(scope);
        await Shell.RunAsync("echo b > b", scene.Worktree(scope));
        var text = "Added b.\n\nSlop-Key: t/1/b/1/1\n slop-key: x\nIt is \u001b[31mred\u001b[0m \u202ereversed.\n";
        scene.Journal.Write(scope, JournalNames.Turn(1), new TurnRecord
        {
            Turn = 1,
            Kind = ReplyKind.Done,
            Text = text,
            Model = new("scripted", "1"),
            Rung = 0,
            Usage = Usage.None,
            At = TrackScene.Date,
        });

        var commit = (await scene.CommitAsync(scope, (await scene.VerifyAsync(scope)).Tree)).Commit;

        var expected = "a: Do a\n\nAdded b.\n\nIt is [31mred[0m reversed.\n\nSlop-Key: t/1/a/1/1";
        Assert.Equal(expected, await scene.GitAsync($"log -1 --format=%B {commit}"));
    }

    [Fact]
    public async Task What_a_ticket_needs_outlives_a_persons_git_gc()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        await scene.IntegrateAsync(scene.Scope("b"), await scene.WorkAsync(scene.Scope("b"), "echo b > b"));
        var scope = scene.Scope();
        await scene.OpenAsync(scope);
        var start = await scene.GitAsync("rev-parse slop/t");
        await Shell.RunAsync("echo a > a", scene.Worktree(scope));
        await scene.IntegrateAsync(scene.Scope("c"), await scene.WorkAsync(scene.Scope("c"), "echo c > c"));

        var tree = (await scene.VerifyAsync(scope, start)).Tree;
        await CollectAsync(scene);
        var commit = (await scene.CommitAsync(scope, tree, start)).Commit!;
        await CollectAsync(scene);
        var merged = await scene.MergeAsync(scope, commit);
        await CollectAsync(scene);

        Assert.True((await scene.MergingAsync(a => a.AdvanceAsync(new(scope, merged.Tip, merged.Commit!)))).Moved);
        Assert.Equal(["a", "a.txt", "b", "c"], (await scene.FilesAsync("slop/t")).Where(file => file != ".gitignore"));
    }

    private static Task<string> CollectAsync(TrackScene scene) => scene.GitAsync("gc --quiet --prune=now");
}
