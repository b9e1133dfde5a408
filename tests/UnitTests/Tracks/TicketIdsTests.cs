using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class TicketIdsTests
{
    [Theory]
    [InlineData("csv export", "csv-export")]
    [InlineData("a..b", "a.b")]
    [InlineData("  Über -- uns!  ", "ber-uns")]
    [InlineData("a/b.lock", null)]
    [InlineData("con", null)]
    [InlineData("", null)]
    [InlineData("日本", null)]
    public void Nearest_id_of_a_text(string text, string? id) => Assert.Equal(id, TicketIds.From(text));

    [Theory]
    [InlineData("Parser-2_b.c")]
    [InlineData("console")]
    [InlineData("7")]
    public void Good_ids_pass(string id) => Assert.Null(TicketIds.Fault(id));

    [Fact]
    public void Whatever_the_text_the_id_made_of_it_is_one()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(150)).Select(_ => "aZ9.-_ /é"[random.Next(9)])]);

            Assert.True(TicketIds.From(text) is not { } id || TicketIds.Fault(id) is null, text);
        }
    }
}
