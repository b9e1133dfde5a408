using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Local;

/// <summary>Models, thinking and shares of the tiers, in each of the forms that a settings file may give them.</summary>
public sealed class TierSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "models": "scripted:1 -> scripted:2" }""", "1 2", "1 2", "2")]
    [InlineData("""{ "models": { "tier_3": "scripted:1 -> scripted:2", "tier_4": "scripted:9" } }""", "1 2", "9", "2")]
    [InlineData("""{ "models": { "tier_3": { "ladder": "scripted:1" }, "tier_1": { "ladder": "scripted:7" } } }""", "1", "1", "7")]
    [InlineData("""{ "models": { "ladder": "scripted:1", "tier_4": { "thinking": "high" } } }""", "1", "1", "1")]
    [InlineData("""{ "models.tier_4": "scripted:8", "models": "scripted:1" }""", "1", "8", "1")]
    public void A_ladder_is_a_text_or_stands_in_an_object(string file, string worker, string quality, string planner)
    {
        var values = Load(file).Values;

        Assert.Equal((worker, quality, planner), (Names(Tier.Worker), Names(Tier.Quality), Names(Tier.Planner)));

        string Names(int tier) => string.Join(' ', values.ModelsOf(tier).Select(model => model.Name));
    }

    [Fact]
    public void Each_tier_has_its_thinking_and_its_part_of_the_budget()
    {
        var loaded = Load("""
            { "models": { "tier_3": { "thinking": "LOW" }, "tier_4": { "ladder": "scripted:9", "thinking": "high", "budget_share": 0.5 },
                          "tier_2": { "budget_share": "1" } },
              "qa": "all", "review": "tier_2", "replan": "auto" }
            """);

        Assert.Equal(
            ["low", "high", "0.5", "1", "0.25", "all", "tier_2", "auto"],
            new[]
            {
                "models.tier_3.thinking", "models.tier_4.thinking", "models.tier_4.budget_share", "models.tier_2.budget_share",
                "models.tier_1.budget_share", "qa", "review", "replan",
            }.Select(name => loaded.Effective.Single(setting => setting.Name == name).Value));
        Assert.Equal((0.5m, 1m), (loaded.Values.BudgetShareOf(Tier.Quality), loaded.Values.BudgetShareOf(Tier.Lead)));
    }

    [Theory]
    [InlineData("""{ "models": { "tier_5": "scripted:1" } }""", "there is no setting 'models.tier_5'.")]
    [InlineData("""{ "models": { "tier_4": { "laddr": "scripted:1" } } }""", "there is no setting 'models.tier_4.laddr'.")]
    [InlineData("""{ "models": { "tier_3": { "budget_share": 0.5 } } }""", "there is no setting 'models.tier_3.budget_share'.")]
    [InlineData("""{ "models": { "tier_4": { "thinking": "hard" } } }""", "'hard' is not one of minimal, low, medium, high.")]
    [InlineData("""{ "models": { "tier_4": { "budget_share": 0 } } }""", "budget_share: '0' is not a number above 0 and up to 1")]
    [InlineData("""{ "models": { "tier_4": { "budget_share": 1.5 } } }""", "models.tier_4.budget_share: '1.5' is not a number above 0")]
    [InlineData("""{ "models": { "tier_4": { "budget_share": "a quarter" } } }""", "'a quarter' is not a number above 0")]
    [InlineData("""{ "models": { "tier_4": true } }""", "models.tier_4 must be a text in quotes, a number or a list.")]
    [InlineData("""{ "models": null }""", "models must be a text in quotes, a number or a list.")]
    [InlineData("""{ "models": { "tier_4": "" , "tier_2": "no colon -> " } }""", "models.tier_2: ")]
    [InlineData("""{ "models": { "tier_4": { "ladder": 7 } } }""", "models.tier_4: ")]
    [InlineData("""{ "models": { "tier_4": { } } }""", "models.tier_4 must be a text in quotes, a number or a list.")]
    [InlineData("""{ "qa": { } }""", "qa must be a text in quotes, a number or a list.")]
    [InlineData("""{ "models": { "tier_3": "x:1", "ladder": "x:2" } }""", "models is set twice, as models.tier_3 and as models.ladder.")]
    [InlineData("""{ "models": { "tier_4": { "ladder": "scripted:1" } }, "models.tier_4": "scripted:2" }""", "models.tier_4 is set twice")]
    [InlineData("""{ "qa": "sometimes" }""", "qa: 'sometimes' is not one of")]
    [InlineData("""{ "review": "tier_4" }""", "review: 'tier_4' is not one of")]
    [InlineData("""{ "replan": true }""", "replan must be a text in quotes, a number or a list.")]
    public void A_wrong_value_is_named_with_what_is_wrong(string file, string problem)
    {
        var error = Assert.Throws<SettingsException>(() => Load(file));

        Assert.Contains(problem, Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLOP_MODELS_TIER_4", "scripted:9", "models.tier_4", "scripted:9")]
    [InlineData("SLOP_THINKING_TIER_3", "medium", "models.tier_3.thinking", "medium")]
    [InlineData("SLOP_BUDGET_SHARE_TIER_2", "0.4", "models.tier_2.budget_share", "0.4")]
    [InlineData("SLOP_QA", "off", "qa", "off")]
    public void A_variable_says_it_for_one_tier(string variable, string text, string name, string value)
    {
        var loaded = SettingsLoader.Load(new() { Environment = new Dictionary<string, string> { [variable] = text } });

        Assert.Equal(new EffectiveSetting(name, value, variable), loaded.Effective.Single(setting => setting.Name == name));
    }

    [Fact]
    public void A_repository_chooses_no_models_of_any_tier_and_takes_no_part_of_the_budget()
    {
        var file = _folder.Write(
            "slop.json", """{ "models": { "tier_4": { "ladder": "scripted:9", "budget_share": 1, "thinking": "high" } } }""");

        var loaded = SettingsLoader.Load(new() { RepositoryFile = file, Repository = RepositoryTrust.Confirmed });

        Assert.Equal((3, 0.25m), (loaded.Refused.Count, loaded.Values.BudgetShareOf(Tier.Quality)));
        Assert.Empty(loaded.Values.Tiers);
    }

    [Fact]
    public void A_document_has_the_models_of_each_tier()
    {
        var named = new TierModels([new("scripted", "9")]) { Thinking = "high" };
        var document = new TrackDocument
        {
            Track = new() { Id = "t", Tickets = [] },
            Ladder = Ladder.Gemini,
            Tiers = new Dictionary<string, TierModels> { ["tier_4"] = named },
        };

        Assert.Same(named, document.ModelsOf(Tier.Quality));
        Assert.Equal(Ladder.Gemini, document.ModelsOf(Tier.Worker).Ladder);
        Assert.Equal(Ladder.Gemini.Skip(1), document.ModelsOf(Tier.Lead).Ladder);
        Assert.Equal(Ladder.Gemini.TakeLast(1), document.ModelsOf(Tier.Planner).Ladder);
        Assert.Equal(Ladder.Gemini, (document with { Script = "0" }).ModelsOf(Tier.Lead).Ladder);
        Assert.Equal(
            ["gemini-3.1-pro-preview", "gemini-3.8-flash", "gemini-3.5-flash-lite", "9"], document.AllModels().Select(m => m.Name));
    }

    private LoadedSettings Load(string file) => SettingsLoader.Load(new() { UserFile = _folder.Write("mine.json", file) });
}
