using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Live;

namespace SlopTemporal.UnitTests.Live;

public sealed class LiveTextTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _written = [];
    private readonly LiveText _text;

    public LiveTextTests() => _text = new(_written.Add, _time);

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Pieces_wait_for_the_timer_and_come_as_one()
    {
        foreach (var letter in new string('x', 1000))
        {
            _text.Add(letter.ToString());
        }

        _time.Advance(LiveText.WriteInterval / 2);
        Assert.Empty(_written);
        _time.Advance(LiveText.WriteInterval / 2);
        Assert.Equal([new string('x', 1000)], _written);
    }

    [Fact]
    public void There_are_at_most_five_writes_a_second() => Assert.True(TimeSpan.FromSeconds(1) / LiveText.WriteInterval <= 5);

    [Fact]
    public void A_word_is_not_broken_where_one_is_whole()
    {
        _text.Add("I look fi");
        _time.Advance(LiveText.WriteInterval);
        _text.Add("rst.");
        _time.Advance(LiveText.WriteInterval);

        Assert.Equal(["I look ", "first."], _written);
    }

    [Fact]
    public void A_piece_waits_for_a_whole_pause_however_long_nothing_came()
    {
        _text.Add("One. ");
        _time.Advance(LiveText.WriteInterval * 3.5);
        _text.Add("");
        _time.Advance(LiveText.WriteInterval * 0.75);

        _text.Add("Two.");
        _time.Advance(LiveText.WriteInterval * 0.75);
        Assert.Equal(["One. "], _written);
        _time.Advance(LiveText.WriteInterval * 0.25);

        Assert.Equal(["One. ", "Two."], _written);
    }

    [Fact]
    public void At_the_end_the_rest_is_written_once()
    {
        _text.Add("Half a wo");
        _text.Flush();
        _text.Flush();
        _time.Advance(LiveText.WriteInterval);

        Assert.Equal(["Half a wo"], _written);
    }
}
