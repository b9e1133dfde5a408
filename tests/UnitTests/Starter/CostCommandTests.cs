using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.UnitTests.Starter;

public sealed class CostCommandTests : IDisposable
{
    private readonly JournalScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_bill_goes_down_to_the_ticket()
    {
        Spend();

        var ran = await _scene.Slop.RunAsync("cost", "csv");

        Assert.Equal((ExitCode.Done, ""), (ran.Code, ran.Error));
        Golden.Match("cost-track.txt", ran.Out);
    }

    [Fact]
    public async Task All_tracks_have_a_line_with_their_sum()
    {
        Spend();

        var ran = await _scene.Slop.RunAsync("cost");

        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Equal(
            """
            track  status     calls  input  cached  output  thoughts      usd
            csv    completed      7  4,400       0     790         0  $0.0125

            """,
            ran.Out);
    }

    [Fact]
    public void Several_tracks_are_added_up_and_large_numbers_stay_on_their_line()
    {
        var spent = States.Spent("gemini-3.8-flash", 123_456_789, 12_345_678, 9_876, 1234.5678m);
        var large = States.Track(TrackStatus.Running, States.Ticket("a", TicketStatus.InProgress) with { Usage = [spent] });

        var bills = BillList.From([new(large), new(States.AtWork() with { Id = "words" })], reason: null);

        Golden.Match("cost-all.txt", Screen.Text(BillTable.Render(bills), 80));
    }

    [Fact]
    public async Task Programs_get_one_object_for_a_track()
    {
        Spend();

        var bill = (await _scene.Slop.RunAsync("cost", "csv", "--json")).Json;
        var parser = bill.GetProperty("tickets")[1];

        Assert.Equal(("csv", "completed"), (bill.GetProperty("id").GetString(), bill.GetProperty("status").GetString()));
        Assert.Equal(0.0125m, bill.GetProperty("total").GetProperty("usd").GetDecimal());
        Assert.Equal(1, bill.GetProperty("no_reply").GetInt32());
        Assert.Equal(4400, bill.GetProperty("usage").GetProperty("tier_3").GetProperty("input").GetInt64());
        Assert.Equal(("parser", 2), (parser.GetProperty("id").GetString(), parser.GetProperty("attempts").GetInt32()));
        Assert.Equal(1, parser.GetProperty("no_reply").GetInt32());
        Assert.Equal(5, parser.GetProperty("usage").GetProperty("calls").GetInt32());
        Assert.Equal(
            ["scripted:1", "scripted:2"], parser.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task Programs_get_one_object_for_all_tracks()
    {
        Spend();

        var bills = (await _scene.Slop.RunAsync("cost", "--json")).Json;

        Assert.Equal(
            (7, "csv"),
            (bills.GetProperty("total").GetProperty("calls").GetInt32(), bills.GetProperty("tracks")[0].GetProperty("id").GetString()));
        Assert.Equal(0.0125m, bills.GetProperty("tracks")[0].GetProperty("usage").GetProperty("usd").GetDecimal());
    }

    [Fact]
    public async Task Without_a_journal_nothing_is_said_of_calls_in_vain()
    {
        _scene.Close(TrackStatus.Completed, [.. States.AtWork().Tickets]);

        var ran = await _scene.Slop.RunAsync("cost", "csv");

        Assert.DoesNotContain("without a usable reply", ran.Out, StringComparison.Ordinal);
        Assert.False((await _scene.Slop.RunAsync("cost", "csv", "--json")).Json.TryGetProperty("no_reply", out _));
    }

    [Fact]
    public void A_track_that_has_cost_nothing_says_why()
    {
        var track = States.Track(TrackStatus.Running) with
        {
            Reason = "the worker does not answer; `slop up` starts it",
            Budget = new() { Usd = 5 },
        };

        Assert.Equal(
            "Add CSV export · running · $0.00 of $5.00\nthe worker does not answer; `slop up` starts it\n",
            Screen.Text(BillTable.Render(Bill(track))));
    }

    [Fact]
    public void Hostile_names_reach_no_terminal()
    {
        var ticket = States.Ticket(JournalScene.Hostile, TicketStatus.Completed) with { Usage = [States.Spent("scripted:1", 1, 1, 1)] };

        var text = Screen.Text(BillTable.Render(Bill(States.Track(TrackStatus.Failed, ticket) with { Title = JournalScene.Hostile })));

        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c == '\u202E'));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_is()
    {
        var nothing = await _scene.Slop.RunAsync("cost");
        Spend();
        var track = await _scene.Slop.RunAsync("cost", "cvs");

        Assert.Equal("No tracks yet: `slop demo` shows one, `slop run track.json` starts yours.\n", nothing.Out);
        Assert.Equal((ExitCode.BadInput, "error: there is no track cvs here\nhelp: known here: csv\n"), (track.Code, track.Error));
    }

    private static TrackBill Bill(Domain.Snapshots.TrackSnapshot track) => TrackBill.From(track, new("no such folder"));

    private void Spend()
    {
        _scene.NoReply("parser", 2, 1, "empty");
        _scene.Close(TrackStatus.Completed, [.. States.AtWork().Tickets]);
    }
}
