using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class AddedTicketsTests
{
    private static readonly Track Running = Reads.Tickets("""{"id": "model", "description": "x"}""").Track!;

    [Theory]
    [InlineData("""{"id": "new", "description": "x", "depends_on": ["model"]}""")]
    [InlineData("""[{"id": "new", "description": "x", "depends_on": ["model"]}]""")]
    public void One_ticket_or_a_list_may_depend_on_the_track(string text)
    {
        var reading = TrackReader.ReadTickets(text, Running, new("signal"));

        Assert.Empty(reading.Errors);
        Assert.Equal(["new"], reading.Tickets.Select(ticket => ticket.Id));
    }

    [Theory]
    [InlineData("TK013", """{"id": "Model", "description": "x"}""")]
    [InlineData("TK014", """{"id": "new", "description": "x", "depends_on": ["modle"]}""")]
    [InlineData(
        "TK016", """[{"id": "a", "description": "x", "depends_on": ["b"]}, {"id": "b", "description": "x", "depends_on": ["a"]}]""")]
    [InlineData("TK021", """{"id": "new", "description": "@new.md"}""")]
    [InlineData("TK009", "7")]
    [InlineData("TK022", "[]")]
    [InlineData("TK005", "{")]
    public void Bad_tickets_are_refused_as_a_whole(string code, string text)
    {
        var reading = TrackReader.ReadTickets(text, Running, new("signal"));

        Assert.Equal([code], reading.Errors.Select(problem => problem.Code));
        Assert.Empty(reading.Tickets);
    }
}
