using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class LeaseTests
{
    private static readonly Budget Cap = new() { Usd = 1, Minutes = 60 };

    [Fact]
    public void A_first_lease_is_a_part_of_the_whole_and_counts_from_what_the_ticket_has_spent()
    {
        var allowance = Leases.Grant(Cap, new(), new(), new(0.25m), new(), workers: 2)!;

        Assert.Equal((0.5m, null, 15d), (allowance.Usd, allowance.Tokens, allowance.Minutes));
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.6, 0.4)]
    [InlineData(0.95, 0)]
    public void Where_not_even_one_more_call_fits_there_is_none(double used, double leased) =>
        Assert.Null(Leases.Grant(Cap, new((decimal)used), new((decimal)leased), new(), new((decimal)used / 10), workers: 2));

    [Theory]
    [InlineData(1_073_741_824)]
    [InlineData(int.MaxValue)]
    public void However_many_workers_there_may_be_a_lease_lets_a_call_be_made(int workers) =>
        Assert.True(Leases.Grant(Cap, new(), new(), new(), new(), workers)!.Allows(new()));

    [Fact]
    public void Near_the_cap_a_lease_is_one_call() =>
        Assert.Equal(0.35m, Leases.Grant(Cap, new(0.8m), new(), new(0.25m), new(0.1m), workers: 4)!.Usd);

    /// <summary>
    /// Whatever the order and size of calls, all leases together stay within the cap, and only calls in flight go beyond.
    /// </summary>
    [Fact]
    public void However_calls_fall_the_cap_is_passed_by_no_more_than_the_calls_in_flight()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            const int Workers = 4;
            var own = new Spending[Workers];
            var allowances = new Allowance?[Workers];
            var (calls, stopped, largest) = (0, 0, 0m);
            for (var w = 0; w < Workers; w++)
            {
                own[w] = new();
            }

            for (var round = 0; stopped < Workers; round++)
            {
                Assert.True(round < 1000, $"seed {seed}: the cap stops nobody");
                stopped = 0;
                for (var w = 0; w < Workers; w++)
                {
                    if (allowances[w]?.Allows(own[w]) != true)
                    {
                        var leased = Enumerable.Range(0, Workers).Where(o => o != w && allowances[o] is not null).Aggregate(
                            new Spending(), (sum, o) => sum + allowances[o]!.Remaining(own[o]));
                        allowances[w] = Leases.Grant(
                            new() { Usd = 1 },
                            own.Aggregate((a, b) => a + b),
                            leased,
                            own[w],
                            Leases.Mean(own.Aggregate((a, b) => a + b), calls),
                            Workers);
                    }

                    if (allowances[w] is null)
                    {
                        stopped++;
                        continue;
                    }

                    var cost = (decimal)random.NextDouble() / 20;
                    (own[w], calls, largest) = (own[w] + new Spending(cost), calls + 1, Math.Max(largest, cost));
                }
            }

            Assert.InRange(own.Sum(o => o.Usd), 0.5m, 1 + (Workers * largest));
        }
    }
}
