using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class BudgetGateTests
{
    [Fact]
    public void A_plain_approval_doubles_a_cap_that_the_first_ones_did_not_have()
    {
        var (cap, first) = (new Budget { Usd = 5, Tokens = 100 }, new Budget { Tokens = 60, Minutes = 480 });

        Assert.Equal(new() { Usd = 10, Tokens = 160 }, BudgetGates.RaiseCaps(cap, first, edited: null));
        var subject = BudgetGates.CreateAction("a", cap, new(), new(), first).Subject;
        Assert.Contains("approving adds $5.00, 60 tokens,", subject, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gate_carries_the_caps_after_a_plain_approval() =>
        Assert.Equal("{\"usd\":10}", BudgetGates.CreateAction("a", new() { Usd = 5 }, new(), new(), new() { Usd = 5 }).Detail);

    [Fact]
    public void A_cap_that_cannot_grow_any_more_stays_the_greatest_number()
    {
        var most = new Budget { Usd = decimal.MaxValue, Tokens = long.MaxValue, Minutes = int.MaxValue };

        Assert.Equal(most, BudgetGates.RaiseCaps(most, new() { Usd = 5, Tokens = 5, Minutes = 5 }, edited: null));
    }

    [Fact]
    public void What_a_person_writes_sets_the_caps_that_it_names()
    {
        var raised = BudgetGates.RaiseCaps(new() { Usd = 5, Tokens = 100 }, new() { Usd = 5 }, edited: new() { Usd = 20 });

        Assert.Equal(new() { Usd = 20, Tokens = 100 }, raised);
    }
}
