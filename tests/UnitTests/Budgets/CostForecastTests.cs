using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Budgets;

public sealed class CostForecastTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly ModelName Weak = new("p", "weak");
    private static readonly ModelName Strong = new("p", "strong");

    // A dollar for a thousand tokens sent, nothing for the rest: what is sent can be read off the sum.
    private static readonly ModelCatalogue Prices = new(
    [
        new() { Model = "weak", Prices = [new(1000, 0, 0)] },
        new() { Model = "strong", Prices = [new(10_000, 0, 0), new(20_000, 0, 0) { From = Today.AddDays(1) }] },
        new() { Model = "writer", Prices = [new(0, 1000, 0)] },
    ]);

    [Fact]
    public void Low_is_one_attempt_of_six_calls_on_the_first_rung_with_half_of_what_was_sent_before_cached()
    {
        var cost = Of([Weak, Strong], Ticket("a"));

        // Prompts of 2,000 to 9,500 tokens; of the first five half is cached.
        Assert.Equal((34.5m - ((2 + 3.5m + 5 + 6.5m + 8) / 2), 6), (cost.Low, cost.CallsLow));
    }

    [Fact]
    public void High_is_every_attempt_at_full_length_a_rung_higher_each_and_the_rest_at_the_top()
    {
        var once = Of([Weak], Ticket("a") with { MaxAttempts = 1 }).High;

        Assert.Equal((25 * 2m) + (1.5m * 300), once);
        Assert.Equal((once * 11, 50), (Of([Weak, Strong], Ticket("a") with { MaxAttempts = 2 }) is var two ? two.High : 0, two.CallsHigh));
        Assert.Equal(
            (once * 31, 100), (Of([Weak, Strong], Ticket("a") with { MaxAttempts = 4 }) is var four ? four.High : 0, four.CallsHigh));
    }

    [Fact]
    public void Answers_are_paid_for_too() => Assert.Equal(6 * 0.6m, Of([new("p", "writer")], Ticket("a")).Low);

    [Fact]
    public void The_price_is_that_of_the_day()
    {
        var track = Track(Ticket("a"));

        Assert.Equal(
            2 * CostForecast.For(track, [Strong], Prices, Today, _ => null).Low,
            CostForecast.For(track, [Strong], Prices, Today.AddDays(1), _ => null).Low);
    }

    [Fact]
    public void An_unknown_model_counts_as_the_dearest()
    {
        var catalogue = new ModelCatalogue([new() { Model = "cheap", Prices = [new(1, 1, 1)] }]);

        var cheap = CostForecast.For(Track(Ticket("a")), [new("p", "cheap")], catalogue, Today, _ => null);

        Assert.True(Of([new("p", "unknown")], Ticket("a")).Low > cheap.Low);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4_000, 1)]
    [InlineData(null, 1.5)]
    [InlineData(60_000_000, 15)]
    public void Goal_description_and_files_are_sent_with_each_call_a_long_file_in_part(int? bytes, double tokens)
    {
        var bare = Of([Weak], Ticket("a") with { MaxAttempts = 1 }).High;
        var ticket = Ticket("a") with
        {
            MaxAttempts = 1,
            Description = new('x', 4_000),
            ContextRequirements = ["f", "f"],
            TargetFile = "f",
        };

        var cost = CostForecast.For(Track(ticket) with { Goal = new('x', 8_000) }, [Weak], Prices, Today, _ => bytes);

        Assert.Equal(bare + (25 * (1 + 2 + (decimal)tokens)), cost.High);
    }

    [Fact]
    public void Many_files_are_sent_in_part() => Assert.Equal(
        Of([Weak], Ticket("a") with { MaxAttempts = 1 }).High + (25 * 60),
        Of([Weak], Ticket("a") with { MaxAttempts = 1, ContextRequirements = [.. Enumerable.Range(0, 100).Select(n => $"f{n}")] }).High);

    [Fact]
    public void A_ticket_without_a_repository_answers_in_one_message()
    {
        var cost = CostForecast.For(
            Track(Ticket("a") with { TargetFile = "f" }) with { Repository = null }, [Weak], Prices, Today, _ => 4_000_000);

        Assert.Equal((2m, 6m, 1, 3), (cost.Low, cost.High, cost.CallsLow, cost.CallsHigh));
    }

    [Fact]
    public void Done_tickets_cost_nothing_and_the_others_add_up()
    {
        var cost = Of([Weak], Ticket("a"), Ticket("b"), Ticket("c") with { Status = TicketStatus.Completed });

        Assert.Equal(["a", "b"], cost.Tickets.Select(t => t.Id));
        Assert.Equal(
            (cost.Tickets.Sum(t => t.Low), cost.Tickets.Sum(t => t.High), 12, 150), (cost.Low, cost.High, cost.CallsLow, cost.CallsHigh));
    }

    [Fact]
    public void Nothing_is_spent_beyond_the_caps_of_ticket_and_track()
    {
        var capped = Ticket("a") with { Budget = new() { Usd = 3 } };

        var cost = CostForecast.For(Track(capped, Ticket("b")) with { Budget = new() { Usd = 25 } }, [Weak], Prices, Today, _ => null);

        Assert.Equal((3m, 3m), (cost.Tickets[0].Low, cost.Tickets[0].High));
        Assert.Equal((25m, 25m, 25m), (cost.Low, cost.High, cost.Budget));
    }

    [Fact]
    public void A_script_costs_nothing()
    {
        var cost = Of(Ladder.Scripted, Ticket("a") with { MaxAttempts = int.MaxValue });

        Assert.Equal((0m, 0m, 25L * int.MaxValue), (cost.Low, cost.High, cost.CallsHigh));
    }

    private static CostForecast Of(IReadOnlyList<ModelName> ladder, params Ticket[] tickets) =>
        CostForecast.For(Track(tickets), ladder, Prices, Today, _ => null);

    private static Track Track(params Ticket[] tickets) => new() { Id = "t", Repository = ".", Tickets = tickets, Budget = new() };

    private static Ticket Ticket(string id) => new() { Id = id, Description = "" };
}
