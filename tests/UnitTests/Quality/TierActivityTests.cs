using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.UnitTests.Workspace;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Quality;

/// <summary>Tiers 4 and 2 on a real repository: each call gets fresh activities, as after a restart of the worker.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TierActivityTests
{
    private const string Analysis = """{"cause":"a.txt:1 says alpha","evidence":["expected beta"]}""";

    private const string Patch = """
        Here it is:

        ```diff
        --- a/a.txt
        +++ b/a.txt
        @@ -1,1 +1,1 @@
        -alpha
        +beta
        --- /dev/null
        +++ b/b.txt
        @@ -0,0 +1,1 @@
        +new
        ```
        """;

    [Fact]
    public async Task Analysis_and_patch_are_asked_for_once_and_are_the_same_after_a_restart()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch));

        var (analysis, again) = (await AnalyzeAsync(scene), await AnalyzeAsync(scene));
        var (patch, same) = (await ProposeAsync(scene), await ProposeAsync(scene));

        Assert.Equal("a.txt:1 says alpha", analysis.Cause);
        Assert.Equivalent((analysis, patch), (again, same));
        Assert.Equal(2, scene.Count("answers"));
        var evidence = scene.Store.GetText(analysis.Evidence!);
        Assert.StartsWith(
            "Tier 4 read this, and says:\nCause: a.txt:1 says alpha\n  expected beta\n\n$ test", evidence, StringComparison.Ordinal);
        Assert.Equal((4, 1), (Assert.Single(patch.Bill!.Usage).Tier!.Value, patch.Bill.Usage[0].Usage.Calls));
        Assert.Equal(
            "apply a patch of tier 4, 2 files changed, 2 insertions(+), 1 deletion(-): a.txt:1 says alpha", patch.Subject);
        Assert.Contains("+beta", patch.Detail, StringComparison.Ordinal);
        Assert.Equal("alpha\n", await ReadAsync(scene, "a.txt"));
    }

    [Fact]
    public async Task The_whole_patch_is_applied_and_a_second_time_changes_nothing()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch));
        await ProposeAsync(scene);

        var first = await ApplyAsync(scene);
        var second = await ApplyAsync(scene);

        Assert.Equal((null, first.Stat), (first.Problem, second.Stat));
        Assert.Equal(("beta\n", "new\n"), (await ReadAsync(scene, "a.txt"), await ReadAsync(scene, "b.txt")));
        Assert.Null((await scene.RunAsync(a => a.VerifyAsync(Red(scene) with { Patched = 2 }))).Failure);
    }

    [Fact]
    public async Task What_a_person_chose_is_applied_also_where_the_worker_dies_after_it_is_noted()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch));
        await ProposeAsync(scene);
        var unknown = await ApplyAsync(scene, new { hunks = new[] { 3 } });
        Assert.Contains("There is no hunk 3", unknown.Problem, StringComparison.Ordinal);

        await ApplyAsync(scene, new { hunks = new[] { 1 } });
        await Shell.RunAsync("git checkout -q a.txt", scene.Worktree(scene.Scope()));
        await ApplyAsync(scene);

        Assert.Equal("beta\n", await ReadAsync(scene, "a.txt"));
        Assert.False(File.Exists(Path.Combine(scene.Worktree(scene.Scope()), "b.txt")));
    }

    [Fact]
    public async Task Lines_that_a_person_edited_are_applied_in_place_of_the_patch()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch));
        await ProposeAsync(scene);
        var misfit = await ApplyAsync(scene, new[] { "--- a/a.txt", "+++ b/a.txt", "@@ -1,1 +1,1 @@", "-gamma", "+beta" });
        Assert.Contains("a.txt", misfit.Problem, StringComparison.Ordinal);
        Assert.Equal("alpha\n", await ReadAsync(scene, "a.txt"));

        var applied = await ApplyAsync(scene, new[] { "--- a/a.txt", "+++ b/a.txt", "@@ -1,1 +1,2 @@", " alpha", "+beta" });

        Assert.Equal((null, "alpha\nbeta\n"), (applied.Problem, await ReadAsync(scene, "a.txt")));
    }

    [Fact]
    public async Task Where_the_patch_does_not_help_the_next_attempt_reads_it_and_what_was_said_of_it()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch));
        await ProposeAsync(scene);
        var input = new ApplyInput(scene.Scope(), 2, JsonSerializer.SerializeToElement(new { hunks = new[] { 1 } }))
        {
            Evidence = scene.Store.Put("Tier 4 read this."),
            Comment = "The rest is fine as it is.",
        };

        var applied = await scene.AskQualityAsync(a => a.ApplyPatchAsync(input));

        var text = scene.Store.GetText(applied.Evidence!);
        Assert.StartsWith(
            "Tier 4 read this.\n\nThis patch of tier 4 was applied, as a person changed it:\n\n```diff\ndiff --git a/a.txt b/a.txt\n",
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("[2]", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\nThe person said: The rest is fine as it is.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patch_that_does_not_fit_names_the_nearest_lines_and_nothing_is_kept()
    {
        using var scene = await RedAsync(Quality(Analysis, Patch.Replace("-alpha", "-alphas", StringComparison.Ordinal)));

        var proposal = await ProposeAsync(scene);

        Assert.Equal((null, 1), (proposal.Hash, proposal.Bill!.Usage[0].Usage.Calls));
        Assert.Contains("a.txt", proposal.Problem, StringComparison.Ordinal);
        Assert.Contains("alpha", scene.Store.GetText(proposal.Refused!), StringComparison.Ordinal);
        Assert.Null(scene.Journal.Read<PatchRecord>(scene.Scope(), JournalNames.Patch(2)));
        Assert.NotNull(scene.Journal.Read<TurnRecord>(scene.Scope(), JournalNames.Turn(2, Tier.Quality)));
    }

    [Fact]
    public async Task A_question_that_follows_is_asked_with_the_output_the_work_and_why_the_last_patch_was_refused()
    {
        using var scene = await RedAsync(Quality(Analysis, "no patch", Patch));
        await AnalyzeAsync(scene);
        var refused = await ProposeAsync(scene);
        var wish = scene.Store.Put("keep b.txt");

        await scene.AskQualityAsync(a => a.ProposePatchAsync(
            new(new(scene.Scope(), Tier.Quality, 3), Red(scene)) { Analysis = 1, Wish = wish, Refused = refused.Refused }));

        var asked = await AskedAsync(scene, JournalNames.Turn(3, Tier.Quality));
        Assert.All(
            ["expected beta", "Cause: a.txt:1 says alpha", "keep b.txt", "does not fit", "work in progress"],
            words => Assert.Contains(words, asked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("I cannot say.")]
    [InlineData("{}")]
    public async Task An_answer_of_another_form_climbs_to_the_ladders_end_and_each_is_on_the_bill_of_its_tier(string answer)
    {
        using var scene = await RedAsync(Quality(answer));

        var failures = new List<ApplicationFailureException>();
        for (var rung = 0; rung < Ladder.Scripted.Count; rung++)
        {
            failures.Add(await Assert.ThrowsAsync<ApplicationFailureException>(() => AnalyzeAsync(scene)));
        }

        Assert.Equal(
            [(Failures.ModelQuality, false), (Failures.ModelQuality, false), (Failures.LadderExhausted, true)],
            failures.Select(f => (f.ErrorType, f.NonRetryable)));
        Assert.Contains("no analysis of the form", failures[2].Message, StringComparison.Ordinal);
        Assert.Contains("tier 4, turn 1", failures[2].Message, StringComparison.Ordinal);
        var tries = (IReadOnlyList<ModelTry>)failures[2].Details.ElementAt<IReadOnlyList<ModelTry>>(0)!;
        Assert.Equal(["scripted:1", "scripted:2", "scripted:3"], tries.Select(t => t.Model.ToString()));
        Assert.All(tries, t => Assert.Equal(1, t.Usage.Calls));
        Assert.Equal(3, scene.Count("answers"));
        Assert.NotNull(scene.Journal.Read<ModelTry>(scene.Scope(), JournalNames.Try(1, 3, Tier.Quality)));
    }

    [Fact]
    public async Task Half_of_a_sign_in_an_answer_is_an_answer_of_another_form_and_no_crash()
    {
        using var scene = await RedAsync(Quality("""{"cause":"\ud83d"}"""));

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => AnalyzeAsync(scene));

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
    }

    [Fact]
    public async Task A_tier_of_which_the_script_says_nothing_is_not_asked()
    {
        using var scene = await RedAsync("""{"turns":{"a":[[{"text":"Done."}]]}}""");

        Assert.Equal((null, null), ((await AnalyzeAsync(scene)).Bill, (await ProposeAsync(scene)).Bill));
        Assert.Equal(0, scene.Count("answers"));
    }

    [Fact]
    public async Task The_analysis_of_a_workers_call_stands_with_its_result_in_what_the_worker_reads_next()
    {
        using var scene = await RedAsync($$$"""
            {"turns":{"a":[[{"calls":[{"name":"run_command","args":{"command":"exit 3"}}]},{"text":"Done."}]],
                      "a@tier_4":[[{"text":{{{JsonSerializer.Serialize(Analysis)}}}}]]}}
            """);
        await scene.AskWorkerAsync(a => a.TurnAsync(new() { Scope = scene.Scope(), Turn = 1, Rung = 0 }));
        scene.Journal.Write(
            scene.Scope(),
            JournalNames.Call(1, 1),
            new CallRecord("run_command", JsonSerializer.SerializeToElement(new { command = "exit 3" }), false, "exit code 3\nsee a.txt"));

        var input = new FailureInput(new(scene.Scope(), Tier.Quality, 1)) { Command = new(scene.Scope(), 1, 1) };
        var found = await scene.AskQualityAsync(a => a.AnalyzeFailureAsync(input));
        var next = scene.LastBefore(new() { Scope = scene.Scope(), Turn = 2, Rung = 0 });

        Assert.Equal((null, "a.txt:1 says alpha"), (found.Evidence, found.Cause));
        Assert.Equal(
            "exit code 3\nsee a.txt\n\nThe quality engineer read this, and says:\nCause: a.txt:1 says alpha\n  expected beta",
            Assert.IsType<FunctionResultContent>(Assert.Single(next.Contents)).Result);
    }

    [Fact]
    public async Task The_acceptance_is_judged_once_by_the_work_and_its_checks()
    {
        using var scene = await GreenAsync(
            """{"lines":[{"met":true,"evidence":"a.txt:1"},{"met":false,"evidence":"there is no b.txt"}]}""", """{"verdict":"approve"}""");
        var input = new WorkInput(new(scene.Scope(), Tier.Lead, 1), new(scene.Scope(), 1, scene.Base));

        var judged = await scene.AskLeadAsync(a => a.JudgeAcceptanceAsync(input));
        var again = await scene.AskLeadAsync(a => a.JudgeAcceptanceAsync(input));
        var review = await scene.AskLeadAsync(a => a.ReviewWorkAsync(input with { Call = input.Call with { Turn = 2 } }));

        Assert.Equal("not met: b.txt is there there is no b.txt", judged.Unmet);
        Assert.Contains("not met: b.txt is there\n  there is no b.txt", scene.Store.GetText(judged.Evidence!), StringComparison.Ordinal);
        Assert.Equivalent(judged, again);
        Assert.Equal((null, 2), (review.Findings, review.Bill!.Usage[0].Tier!.Value));
        Assert.Equal(2, scene.Count("answers"));
        var asked = await AskedAsync(scene, JournalNames.Turn(1, Tier.Lead));
        Assert.Contains("+beta", asked, StringComparison.Ordinal);
        Assert.Contains("2. b.txt is there", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judgement_of_another_number_of_lines_is_asked_for_again_of_the_next_model()
    {
        using var scene = await GreenAsync("""{"lines":[{"met":true,"evidence":"all of it"}]}""");
        var input = new WorkInput(new(scene.Scope(), Tier.Lead, 1), new(scene.Scope(), 1, scene.Base));

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => scene.AskLeadAsync(a => a.JudgeAcceptanceAsync(input)));

        Assert.Equal((Failures.ModelQuality, false), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("with 2 lines", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"b","description":"x"}""", "malformed")]
    [InlineData("""{"id":"x","description":"x","depends_on":["b"]}""", "on which a does not")]
    public async Task A_split_that_cannot_be_is_refused_as_a_malformed_answer(string piece, string reason)
    {
        using var scene = await GreenAsync(Split(piece));
        var input = new WayOnInput(new(scene.Scope(), Tier.Lead, 1), null, "red");

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => scene.AskLeadAsync(a => a.FindWayOnAsync(input)));

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_is_shown_with_its_pieces_in_the_order_in_which_they_are_made()
    {
        using var scene = await GreenAsync(
            Split("""{"id":"x","description":"do x","depends_on":["y"]},{"id":"y","description":"do y"}"""));

        var way = await scene.AskLeadAsync(a => a.FindWayOnAsync(new(new(scene.Scope(), Tier.Lead, 1), null, "red")));

        Assert.Equal((WayOnKind.Split, "big", "y x"), (way.Kind, way.Reason, string.Join(' ', way.Pieces!)));
        Assert.StartsWith("The last attempt: red\n\ny\ndo y\n\nx (after y)\ndo x", way.Detail, StringComparison.Ordinal);
    }

    private static VerifyInput Red(TrackScene scene) => new(scene.Scope(), 1, scene.Base);

    private static Task<FailureAnalysis> AnalyzeAsync(TrackScene scene) => scene.AskQualityAsync(
        a => a.AnalyzeFailureAsync(new(new(scene.Scope(), Tier.Quality, 1)) { Verify = Red(scene) }));

    private static async Task<PatchProposal> ProposeAsync(TrackScene scene)
    {
        await AnalyzeAsync(scene);
        return await scene.AskQualityAsync(
            a => a.ProposePatchAsync(new(new(scene.Scope(), Tier.Quality, 2), Red(scene)) { Analysis = 1 }));
    }

    private static Task<AppliedPatch> ApplyAsync(TrackScene scene, object? edited = null) => scene.AskQualityAsync(a => a.ApplyPatchAsync(
        new(scene.Scope(), 2, edited is null ? null : JsonSerializer.SerializeToElement(edited, SlopJson.Options))));

    /// <summary>A question as people read it.</summary>
    private static Task<string> AskedAsync(TrackScene scene, string name) => File.ReadAllTextAsync(
        Path.Combine(scene.Journal.Folder(scene.Scope()), name + ".md"), TestContext.Current.CancellationToken);

    private static Task<string> ReadAsync(TrackScene scene, string file) =>
        File.ReadAllTextAsync(Path.Combine(scene.Worktree(scene.Scope()), file), TestContext.Current.CancellationToken);

    private static string Split(string pieces) => $$"""{"decision":"split","reason":"big","tickets":[{{pieces}}]}""";

    private static string Quality(params string[] answers) => Script("a@tier_4", answers);

    private static string Script(string key, IEnumerable<string> answers) => JsonSerializer.Serialize(
        new { turns = new Dictionary<string, object> { [key] = new[] { answers.Select(text => new { text }) } } });

    /// <summary>Work that a check asks more of.</summary>
    private static async Task<TrackScene> RedAsync(string script)
    {
        var scene = await TrackScene.CreateAsync(
            t => t with { Verify = ["test ! -e c.txt || grep beta a.txt || { echo expected beta; exit 1; }"] }, script: script);
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo 'work in progress' > c.txt", scene.Worktree(scene.Scope()));
        Assert.NotNull((await scene.RunAsync(a => a.VerifyAsync(Red(scene)))).Failure);
        return scene;
    }

    /// <summary>Work that passes its check, of a ticket with two lines of acceptance.</summary>
    private static async Task<TrackScene> GreenAsync(params string[] lead)
    {
        var scene = await TrackScene.CreateAsync(
            t => t with
            {
                Tickets = [.. t.Tickets.Select(x => x.Id == "a" ? x with { Acceptance = ["a.txt says beta", "b.txt is there"] } : x)],
            },
            script: Script("a@tier_2", lead));
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo beta > a.txt", scene.Worktree(scene.Scope()));
        Assert.Null((await scene.VerifyAsync(scene.Scope())).Failure);
        return scene;
    }
}
