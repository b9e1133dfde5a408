using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;

namespace SlopTemporal.UnitTests.Model;

public sealed class CatalogueTests
{
    private static readonly ModelName Flash = new("gemini", "gemini-3.8-flash");

    [Fact]
    public void Every_rung_of_the_shipped_ladder_lives_past_December()
    {
        Assert.All(Ladder.Gemini, model =>
        {
            var card = ShippedCatalogue.Value.Get(model);
            Assert.True(ShippedCatalogue.Value.Contains(model));
            Assert.NotEmpty(card.Prices);
            Assert.False(card.Retires < new DateOnly(2027, 1, 1));
        });
    }

    [Fact]
    public void A_row_changes_the_members_that_it_gives_and_no_other()
    {
        var card = ShippedCatalogue.With("""[{ "model": "gemini-3.8-flash", "max_output": 1000, "thinking_level": "LOW" }]""").Get(Flash);

        Assert.Equal((1000, "LOW", 2), (card.MaxOutput, card.ThinkingLevel, card.Prices.Count));
        Assert.Equal(65_536, ShippedCatalogue.Value.Get(Flash).MaxOutput);
    }

    [Fact]
    public void A_new_model_is_priced_as_its_row_says()
    {
        var catalogue = ShippedCatalogue.With(
            """[{ "model": "openai:mine", "prices": [{ "input": 1, "output": 2, "cached": 0 }, { "from": "2027-01-01", "input": 3,"""
                + """ "output": 2, "cached": 0 }] }]""");
        var call = new Usage { Input = 1_000_000, Output = 500_000, Thoughts = 500_000 };

        Assert.Equal(3m, catalogue.Cost(new("openai", "mine"), call, new(2026, 12, 31)));
        Assert.Equal(5m, catalogue.Cost(new("openai", "mine"), call, new(2027, 1, 1)));
        Assert.False(catalogue.Contains(new("gemini", "mine")));
    }

    [Fact]
    public void A_row_of_one_provider_goes_before_that_of_all()
    {
        Assert.Equal(new(2026, 10, 20), ShippedCatalogue.Value.Get(new("vertex", "gemini-2.5-flash")).Retires);
        Assert.Equal(new(2026, 12, 1), ShippedCatalogue.Value.Get(new("gemini", "gemini-2.5-flash")).Retires);
        Assert.Equal(
            0.75m, ShippedCatalogue.Value.Cost(new("vertex", "gemini-3.8-flash"), new() { Input = 1_000_000 }, new(2026, 11, 24)));
    }

    [Theory]
    [InlineData("""{ "model": "x" }""", "expected [")]
    [InlineData("""[{ "max_output": 5 }]""", "a row has no \"model\"")]
    [InlineData("""[{ "model": "x", "prise": [] }]""", "prise")]
    [InlineData("""[{ "model": "x", "prices": [{ "input": 1, "output": 2 }] }]""", "cached")]
    [InlineData("""[{ "model": "x", "prices": [{ "input": -1, "output": 2, "cached": 0 }] }]""", "below 0")]
    [InlineData("""[{ "model": "x", "max_output": 0 }]""", "below 1")]
    [InlineData("""[{ "model": "gemini-3.1-pro-preview", "thinking_level": "MINIMAL" }]""", "it knows LOW, MEDIUM, HIGH")]
    [InlineData(
        """[{ "model": "x", "prices": [{ "from": "2027-01-01", "input": 1, "output": 2, "cached": 0 }, { "input": 1, "output": 2,"""
            + """ "cached": 0 }] }]""",
        "order of time")]
    public void A_row_that_cannot_be_meant_is_refused(string rows, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => ShippedCatalogue.With(rows)).Message, StringComparison.Ordinal);
}
