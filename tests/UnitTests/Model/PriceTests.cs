using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;

namespace SlopTemporal.UnitTests.Model;

public sealed class PriceTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("gemini:gemini-3.5-flash-lite", 1_000_000, 0, 100_000, 0, 0.55)]
    [InlineData("gemini:gemini-3.5-flash-lite", 1_000_000, 500_000, 0, 100_000, 0.415)]
    [InlineData("gemini:gemini-3.1-pro-preview", 200_000, 0, 1000, 0, 0.412)]
    [InlineData("gemini:gemini-3.1-pro-preview", 200_001, 0, 1000, 0, 0.818004)]
    [InlineData("gemini:gemini-9-unknown", 1_000_000, 0, 0, 0, 4)]
    [InlineData("scripted:1", 1_000_000, 0, 1000, 0, 0)]
    public void A_call_costs_what_the_page_of_its_day_says(string model, long input, long cached, long output, long thoughts, double usd)
    {
        var call = new Usage { Input = input, Cached = cached, Output = output, Thoughts = thoughts };

        Assert.Equal((decimal)usd, ShippedCatalogue.Value.Cost(ModelName.Parse(model), call, Today));
    }

    [Theory]
    [InlineData("2026-11-30", 2)]
    [InlineData("2026-12-01", 4)]
    public void A_price_changes_on_its_day(string day, int usd)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(usd, ShippedCatalogue.Value.Cost(ModelName.Parse("gemini-4-argon"), new() { Input = 1_000_000 }, date));
    }

    [Fact]
    public void Every_rung_of_the_shipped_ladder_is_priced()
    {
        var call = new Usage { Input = 100_000 };

        var dearest = ShippedCatalogue.Value.Cost(ModelName.Parse("gemini-9-unknown"), call, Today);

        Assert.All(Ladder.Gemini, model => Assert.NotEqual(dearest, ShippedCatalogue.Value.Cost(model, call, Today)));
    }
}
