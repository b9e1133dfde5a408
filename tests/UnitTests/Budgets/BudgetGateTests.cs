using System.Text.Json;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class BudgetGateTests
{
    private static readonly Spending Nothing = new();

    [Fact]
    public void A_gate_says_whose_cap_is_met_and_names_the_others_with_what_is_spent_of_them()
    {
        var cap = new Budget { Usd = 5, Tokens = 2_000_000, Minutes = 480 };
        var use = new BudgetUse(new(1.2m, 2_013_400, 12.5), Nothing, Nothing);

        var action = BudgetGates.CreateAction("", cap, use, new(0.01m, 21_000, 1), cap);

        Assert.Equal(
            "the track's budget of 2,000,000 tokens is used up: 2,013,400 tokens spent ($1.20 of $5.00 and 12.5 minutes of 480 minutes "
                + "spent); the next call takes about 21,000 tokens; approving adds 2,000,000 tokens, or \"edited\" sets the caps",
            action.Subject);
        Assert.Equal("{\"tokens\":4000000}", action.Detail);
    }

    [Fact]
    public void A_call_that_does_not_fit_any_more_is_told_from_a_cap_that_is_used_up()
    {
        var use = new BudgetUse(new(0.9m, 100), new(0.2m, 5), new(0.05m));

        var action = BudgetGates.CreateAction("parser", new() { Usd = 1, Tokens = 100 }, use, use.Needed, new() { Usd = 1, Tokens = 50 });

        Assert.Equal(
            "ticket parser's budget of $1.00 has no room for another call: $0.90 spent, $0.05 kept for tickets that wait for a person; "
                + "that of 100 tokens is used up: 100 tokens spent; the next call takes about $0.20, 5 tokens; "
                + "approving adds $1.00, 50 tokens, or \"edited\" sets the caps",
            action.Subject);
        Assert.Equal("{\"usd\":2,\"tokens\":150}", action.Detail);
    }

    [Fact]
    public void The_words_of_the_longest_gate_are_not_cut()
    {
        var cap = new Budget { Usd = TrackMaxima.BudgetUsd, Tokens = TrackMaxima.BudgetTokens, Minutes = TrackMaxima.BudgetMinutes };
        var spent = new Spending(TrackMaxima.BudgetUsd - 0.0001m, TrackMaxima.BudgetTokens - 1, TrackMaxima.BudgetMinutes - 0.5);

        var action = BudgetGates.CreateAction(new('t', 64), cap, new(spent, spent, spent), spent, cap);

        Assert.InRange(action.Subject.Length, 400, GateTable.Get(GateKind.Budget).MaxSubject);
    }

    [Fact]
    public void A_plain_approval_sets_the_cap_that_is_met_as_it_was_read_and_no_other() =>
        Assert.Equal(new() { Usd = 5, Tokens = 160 }, BudgetGates.SetByDetail(new() { Usd = 5, Tokens = 100 }, "{\"tokens\":160}"));

    [Fact]
    public void An_approval_leaves_room_for_the_next_call_however_far_below_what_is_spent_the_cap_was_set()
    {
        var (cap, first) = (new Budget { Usd = 0.05m, Tokens = 1000, Minutes = 1 }, new Budget { Usd = 5, Tokens = 1000, Minutes = 1 });
        var use = new BudgetUse(new(0.1234m, 19_961, 3.5), new(0.01m, 500, 0.2), Nothing);

        var action = BudgetGates.CreateAction("", cap, use, use.Needed, first);

        Assert.Equal("{\"usd\":5.05,\"tokens\":21461,\"minutes\":5}", action.Detail);
        Assert.Contains("approving adds $5.00, 20,461 tokens, 4 minutes, or", action.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_approval_doubles_a_cap_that_the_first_ones_did_not_have()
    {
        var (cap, first) = (new Budget { Usd = 5, Tokens = 100 }, new Budget { Tokens = 60, Minutes = 480 });

        Assert.Equal(new() { Usd = 10, Tokens = 160 }, BudgetGates.Raise(cap, first));
    }

    [Theory]
    [InlineData("{\"usd\":4}", true)]
    [InlineData("{\"usd\":6,\"tokens\":99}", true)]
    [InlineData("{\"minutes\":60}", true)]
    [InlineData("{\"usd\":5,\"tokens\":101}", false)]
    public void A_cap_is_lower_than_before_or_than_none(string edited, bool isLower) => Assert.Equal(
        isLower, BudgetGates.IsLower(JsonSerializer.Deserialize<Budget>(edited, SlopJson.Options)!, new() { Usd = 5, Tokens = 100 }));

    [Fact]
    public void A_cap_that_cannot_grow_any_more_stays_the_greatest_number()
    {
        var most = new Budget { Usd = decimal.MaxValue, Tokens = long.MaxValue, Minutes = int.MaxValue };

        Assert.Equal(most, BudgetGates.Raise(most, new() { Usd = 5, Tokens = 5, Minutes = 5 }));
    }

    [Fact]
    public void What_a_person_writes_sets_the_caps_that_it_names()
    {
        var raised = BudgetGates.Set(new() { Usd = 5, Tokens = 100 }, new() { Usd = 20 });

        Assert.Equal(new() { Usd = 20, Tokens = 100 }, raised);
    }
}
