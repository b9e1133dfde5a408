using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.UnitTests.Model;

public sealed class LoopGuardTests
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void The_same_call_over_and_over_is_a_loop(int times, bool isLoop) =>
        Assert.Equal(isLoop, LoopGuard.Repeats([.. Enumerable.Repeat("read_file {\"path\":\"a\"}", times)]));

    [Fact]
    public void Another_call_in_between_is_progress() => Assert.False(LoopGuard.Repeats(["a", "a", "b", "a", "a", "a", "a"]));

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
}
