using SlopTemporal.Domain.Budgets;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class LimitEffectsTests
{
    private static readonly Spending Spent = new(1.4m, 900, 7.5);

    [Fact]
    public void Limits_that_change_nothing_at_once_are_set_and_that_is_all() => Assert.Equal(
        "limits set", LimitEffects.Describe("t", new() { MaxWorkers = 4, Budget = new() { Usd = 1.5m, Tokens = 901 } }, Spent, atWork: 4));

    [Fact]
    public void Fewer_workers_than_are_at_work_let_those_finish() => Assert.Equal(
        "limits set; the 4 at work finish, then at most 2", LimitEffects.Describe("t", new() { MaxWorkers = 2 }, Spent, atWork: 4));

    [Fact]
    public void A_cap_below_what_is_spent_says_what_follows_and_how_to_raise_it() => Assert.Equal(
        "limits set; $1.40 of $1.00, 7.5 minutes of 7 minutes are spent already: calls under way finish, no other is made, and a budget "
            + "gate opens for the tickets that need more; approve it, or raise the cap with `slop limits t --usd … --minutes …`",
        LimitEffects.Describe("t", new() { Budget = new() { Usd = 1, Tokens = 1000, Minutes = 7 } }, Spent, atWork: 1));
}
