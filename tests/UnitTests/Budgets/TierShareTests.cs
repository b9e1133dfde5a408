using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class TierShareTests
{
    private static readonly Budget Cap = new() { Usd = 4, Tokens = 1000 };

    [Theory]
    [InlineData(0.99, 249, "")]
    [InlineData(1.00, 0, "4")]
    [InlineData(0.0, 250, "4")]
    [InlineData(9.0, 900, "4")]
    public void A_quarter_is_the_part_of_a_tier_where_nothing_is_set(double usd, long tokens, string usedUp) =>
        Assert.Equal(usedUp, UsedUp(new(), Cap, Spent(Tier.Quality, (decimal)usd, tokens)));

    [Fact]
    public void Each_tier_has_a_part_of_its_own_and_the_one_that_works_has_all()
    {
        var shares = new Dictionary<string, decimal> { ["tier_4"] = 0.5m, ["tier_1"] = 1m, ["tier_3"] = 0.1m };
        var rules = new HelpRules { BudgetShares = shares };
        ModelUsage[] usage =
        [
            Spent(Tier.Quality, 1.9m, 0), Spent(Tier.Lead, 1m, 0), Spent(Tier.Planner, 3.9m, 0), Spent(Tier.Worker, 4m, 1000), Untold(4m),
        ];

        Assert.Equal("2", UsedUp(rules, Cap, usage));
        Assert.Equal("1 2 4", UsedUp(rules, Cap, [.. usage, Spent(Tier.Quality, 0.1m, 0), Spent(Tier.Planner, 0.1m, 0)]));
    }

    [Fact]
    public void A_cap_that_is_not_set_limits_no_tier_and_a_tier_that_was_never_asked_has_used_nothing()
    {
        Assert.Equal("", UsedUp(new(), new(), Spent(Tier.Lead, 1000, 1_000_000)));
        Assert.Equal("", UsedUp(new(), new() { Usd = 0, Tokens = 0 }, []));
        Assert.Equal("2", UsedUp(new(), new() { Tokens = 1000 }, Spent(Tier.Lead, 0, 250)));
    }

    private static string UsedUp(HelpRules rules, Budget budget, params ModelUsage[] usage) =>
        string.Join(' ', TierShares.UsedUp(rules, budget, usage));

    private static ModelUsage Spent(int tier, decimal usd, long tokens) => Untold(usd, tokens) with { Tier = tier };

    private static ModelUsage Untold(decimal usd, long tokens = 0) =>
        new(Ladder.Scripted[0], new Usage { Calls = 1, Input = tokens, Usd = usd });
}
