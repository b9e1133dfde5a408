using System.Text.Json;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Planning;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.UnitTests.Workspace;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Quality;

/// <summary>Private files and the tiers that plan, judge and mend.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivateWorkTests
{
    private const string Patch = "--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-nearly planted\n+x\n";

    [Fact]
    public async Task Tier_4_is_shown_neither_the_file_nor_its_change_and_patches_none()
    {
        using var scene = await CreateAsync("a@tier_4", """{"cause":"x"}""", Patch);

        await scene.AskQualityAsync(a => a.AnalyzeFailureAsync(new(new(scene.Scope(), Tier.Quality, 1)) { Verify = Red(scene) }));
        var proposal = await scene.AskQualityAsync(
            a => a.ProposePatchAsync(new(new(scene.Scope(), Tier.Quality, 2), Red(scene)) { Analysis = 1 }));

        var asked = await File.ReadAllTextAsync(
            Path.Combine(scene.Journal.Folder(scene.Scope()), JournalNames.Turn(1, Tier.Quality) + ".md"),
            TestContext.Current.CancellationToken);
        Assert.Contains("+work in progress", asked, StringComparison.Ordinal);
        Assert.Contains("(the change of .env is not shown: it is private)", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", asked, StringComparison.Ordinal);
        Assert.Contains("setting private_files", proposal.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", scene.Store.GetText(proposal.Refused!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_opens_no_file_that_the_ticket_did_not_name()
    {
        using var scene = await CreateAsync(
            "a@tier_2",
            """
            {"decision":"split","reason":"big","tickets":[{"id":"x","description":"do x","context_requirements":[".env"]}]}
            """);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => scene.AskLeadAsync(a => a.FindWayOnAsync(new(new(scene.Scope(), Tier.Lead, 1), null, "red"))));

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Contains("names .env, which is private", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".env", "it opens .env to its workers, which is private (setting private_files)")]
    [InlineData("notes.md", null)]
    public async Task A_plan_that_opens_one_never_starts_by_itself(string named, string? need)
    {
        using var scene = await CreateAsync("a@tier_2", "x");
        var documents = new Documents(scene.Store);
        var reader = new PlanReader(
            scene.Journal, documents, scene.Store, new ModelFiles(documents, new WorktreePaths(scene.Home), () => scene.Settings));
        var planned = new Ticket { Id = "x", Description = "Do x.", TargetFile = named };
        var track = scene.Document.Track with { Tickets = [planned] };

        var reading = reader.Describe(scene.Scope(), new PlanRecord(TrackFileText.Write(track)) { Detail = "x" });

        Assert.Equal(need, reading.NeedsPerson);
    }

    private static VerifyInput Red(TrackScene scene) => new(scene.Scope(), 1, scene.Base);

    /// <summary>Work that is red, and that wrote a private file by a command.</summary>
    private static async Task<TrackScene> CreateAsync(string tier, params string[] answers)
    {
        var turns = new Dictionary<string, object> { [tier] = new[] { answers.Select(text => new { text }) } };
        var scene = await TrackScene.CreateAsync(
            t => t with { Verify = ["test ! -e c.txt || { echo see .env; exit 1; }"] }, script: JsonSerializer.Serialize(new { turns }));
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo planted > .env; echo 'work in progress' > c.txt", scene.Worktree(scene.Scope()));
        Assert.NotNull((await scene.RunAsync(a => a.VerifyAsync(Red(scene)))).Failure);
        return scene;
    }
}
