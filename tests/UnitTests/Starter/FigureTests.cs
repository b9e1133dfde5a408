using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.UnitTests.Starter;

public sealed class FigureTests
{
    [Theory]
    [InlineData(-1, "0.0s")]
    [InlineData(9.44, "9.4s")]
    [InlineData(99.9, "99.9s")]
    [InlineData(725, "12m 05s")]
    [InlineData(11_220, "3h 07m")]
    public void Times_are_short(double seconds, string text) => Assert.Equal(text, Format.Elapsed(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(0.0123, "$0.0123")]
    [InlineData(12.5, "$12.50")]
    public void Money_shows_parts_of_a_cent(double usd, string text) => Assert.Equal(text, Format.Usd((decimal)usd));

    [Fact]
    public void States_are_words() => Assert.Equal("in progress", Format.Word(TicketStatus.InProgress));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  two\n\tlines ", "two lines")]
    [InlineData("bell\u0007", "bell\\u0007")]
    [InlineData("right\u202eleft\u2066", "right\\u202eleft\\u2066")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff")]
    [InlineData("naïve 日本 🙂", "naïve 日本 🙂")]
    [InlineData(null, "")]
    public void Text_of_others_is_one_harmless_line(string? text, string line) => Assert.Equal(line, SafeText.Line(text));

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123🙂", 5, "123🙂")]
    [InlineData("1234🙂", 5, "1234…")]
    public void A_cut_splits_no_sign(string text, int most, string line) => Assert.Equal(line, SafeText.Line(text, most));
}
