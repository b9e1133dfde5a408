using SlopTemporal.Activities.Live;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Live;

public sealed class LiveTextTests : IDisposable
{
    private readonly HandTime _time = new();
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

        Assert.Equal((0, 1, LiveText.Pause), (_written.Count, _time.Changes, _time.Due));
        _time.Fire();
        Assert.Equal([new string('x', 1000)], _written);
    }

    [Fact]
    public void There_are_at_most_five_writes_a_second() => Assert.True(TimeSpan.FromSeconds(1) / LiveText.Pause <= 5);

    [Fact]
    public void A_word_is_not_broken_where_one_is_whole()
    {
        _text.Add("I look fi");
        _time.Fire();
        _text.Add("rst.");
        _time.Fire();

        Assert.Equal(["I look ", "first."], _written);
    }

    [Fact]
    public void The_timer_runs_only_while_something_waits()
    {
        _text.Add("");
        Assert.Equal(0, _time.Changes);

        _text.Add("One. ");
        _time.Fire();
        _text.Add("Two.");

        Assert.Equal(2, _time.Changes);
    }

    [Fact]
    public void At_the_end_the_rest_is_written_once()
    {
        _text.Add("Half a wo");
        _text.Flush();
        _text.Flush();
        _time.Fire();

        Assert.Equal(["Half a wo"], _written);
    }
}
