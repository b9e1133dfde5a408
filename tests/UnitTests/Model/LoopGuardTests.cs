using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.UnitTests.Model;

public sealed class LoopGuardTests
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void The_same_call_over_and_over_is_a_loop(int times, bool isLoop) =>
        Assert.Equal(isLoop, LoopGuard.Repeats(Made([.. Enumerable.Repeat("read_file {\"path\":\"a\"}", times)])));

    [Fact]
    public void Another_call_in_between_is_progress() => Assert.False(LoopGuard.Repeats(Made("a", "a", "b", "a", "a", "a", "a")));

    [Fact]
    public void The_same_call_with_another_result_is_progress()
    {
        Assert.False(LoopGuard.Repeats(Made("a=1", "a=2", "a=2", "a=2", "a")));
        Assert.True(LoopGuard.Repeats(Made("a=2", "a=2", "a=2", "a=2", "a")));
    }

    [Theory]
    [InlineData("a=1 a=1 a=1", "a")]
    [InlineData("x=1 a=1 b=2 a=1 b=2 a=1 b=2", "a b")]
    [InlineData("a=1 b=2 c=3 a=1 b=2 c=3 a=1 b=2 c=3", "a b c")]
    [InlineData("a=1 a=1 b=2 a=1 a=1 b=2 a=1 a=1 b=2", "a a b")]
    public void Three_rounds_with_the_same_results_are_a_circle(string made, string circle)
    {
        var calls = Made(made.Split(' '));

        Assert.Equal(circle.Split(' '), LoopGuard.Circle(calls));
        Assert.Null(LoopGuard.Circle(calls[..^1]));
    }

    [Theory]
    [InlineData("a=1 a=1")]
    [InlineData("a=1 a=2 a=3")]
    [InlineData("a=1 b=2 a=1 b=2 a=1 b=3")]
    [InlineData("a=1 a=1 a")]
    [InlineData("test=red edit1=ok test=red edit2=ok test=red edit3=ok")]
    [InlineData("a=1 a=1 b=2 a=1")]
    [InlineData("a=1 b=2 c=3 d=4 a=1 b=2 c=3 d=4 a=1 b=2 c=3 d=4")]
    [InlineData("")]
    public void New_results_other_calls_and_edits_between_are_progress(string made) =>
        Assert.Null(LoopGuard.Circle(Made(made.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("a", true)]
    [InlineData("a b", true)]
    [InlineData("a b a", true)]
    [InlineData("b", false)]
    [InlineData("c", false)]
    [InlineData("a c", false)]
    [InlineData("", false)]
    public void A_reply_goes_on_in_a_circle_only_if_all_of_it_does(string reply, bool goesOn) => Assert.Equal(
        goesOn,
        LoopGuard.GoesOn(
            Made("a=1", "b=2", "a=1", "b=2", "a=1", "b=2"), reply.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_notice_names_the_calls_of_a_circle_the_same_way_wherever_it_is_entered()
    {
        var notice = LoopNotice.Text(["edit {}", "read {}"]);

        Assert.Equal(notice, LoopNotice.Text(["read {}", "edit {}"]));
        Assert.Contains("one after the other; their results will not change:\n\n- edit {}\n- read {}\n", notice, StringComparison.Ordinal);
        Assert.Contains(
            "you have made this call three times; its result will not change:\n\n- edit {}\n",
            LoopNotice.Text(["edit {}"]),
            StringComparison.Ordinal);
        Assert.True(LoopNotice.Is(notice));
        Assert.False(LoopNotice.Is("A person says:\n\nread it again"));
    }

    [Theory]
    [InlineData("I will now look at the file again. ", true)]
    [InlineData("ab", true)]
    [InlineData("-", false)]
    [InlineData("A line of more than fifty characters that comes again and again. ", false)]
    public void A_text_that_ends_in_the_same_piece_over_and_over_is_a_loop(string piece, bool isLoop) =>
        Assert.Equal(isLoop, LoopGuard.Repeats("First I think. " + string.Concat(Enumerable.Repeat(piece, 600 / piece.Length))));

    [Fact]
    public void What_comes_after_a_repetition_ends_it() =>
        Assert.False(LoopGuard.Repeats(string.Concat(Enumerable.Repeat("again. ", 100)) + "Done."));

    /// <summary>Calls written as call=result; without a result: none yet.</summary>
    private static MadeCall[] Made(params string[] calls) =>
        [.. calls.Select(c => c.Split('=')).Select(c => new MadeCall(c[0], c.Length > 1 ? c[1] : null))];
}
