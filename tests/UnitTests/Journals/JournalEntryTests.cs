using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.UnitTests.Journals;

public sealed class JournalEntryTests
{
    private static readonly Gate Asked = new()
    {
        Id = "a/spawn-1",
        Ticket = "a",
        Kind = GateKind.Spawn,
        Hash = "0",
        Subject = "s",
        Opened = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Each_name_that_is_given_is_read_back()
    {
        Assert.Equal(new(JournalPart.Prompt), JournalEntry.Parse(JournalNames.Prompt));
        Assert.Equal(new(JournalPart.EditedPrompt), JournalEntry.Parse(JournalNames.EditedPrompt));
        Assert.Equal(new(JournalPart.Gate), JournalEntry.Parse(JournalNames.Gate(Asked)));
        Assert.Equal(new(JournalPart.Turn, 12), JournalEntry.Parse(JournalNames.Turn(12)));
        Assert.Equal(new(JournalPart.Try, 12, 3), JournalEntry.Parse(JournalNames.Try(12, 3)));
        Assert.Equal(new(JournalPart.Call, 12, 3), JournalEntry.Parse(JournalNames.Call(12, 3)));
        Assert.Equal(new(JournalPart.Verify, 12), JournalEntry.Parse(JournalNames.Verify(12)));
        Assert.Equal(new(JournalPart.Verify, 12, 3), JournalEntry.Parse(JournalNames.Verify(12, patched: 3)));
        Assert.Equal(new(JournalPart.Merged), JournalEntry.Parse(JournalNames.Merged("0123abcd")));
        Assert.Equal(new(JournalPart.Patch, 3) { Tier = Tier.Quality }, JournalEntry.Parse(JournalNames.Patch(3)));
    }

    [Fact]
    public void The_answers_of_each_other_tier_are_told_apart_from_the_worker_and_from_each_other() => Assert.All(
        [Tier.Planner, Tier.Lead, Tier.Quality],
        tier =>
        {
            Assert.Equal(new(JournalPart.Answer, 2) { Tier = tier }, JournalEntry.Parse(JournalNames.Turn(2, tier)));
            Assert.Equal(new(JournalPart.Try, 2, 3) { Tier = tier }, JournalEntry.Parse(JournalNames.Try(2, 3, tier)));
            Assert.Null(JournalEntry.Parse(JournalNames.Sent(2, 3, tier)));
        });

    [Theory]
    [InlineData("patch-2.intent")]
    [InlineData("turn-1.call-2.analysis")]
    [InlineData("verify-1.patched-2.tree")]
    [InlineData("verify-1.patched-x")]
    [InlineData("tier_5.turn-1")]
    [InlineData("tier_0.turn-1")]
    [InlineData("tier_4.verify-1")]
    [InlineData("tier_4")]
    [InlineData("patch-")]
    [InlineData("turn-1.call-2.intent")]
    [InlineData("verify-1.tree")]
    [InlineData("conflict-0123abcd.laid")]
    [InlineData("worktree")]
    [InlineData("turn-x")]
    [InlineData("turn--1")]
    public void What_only_the_worker_reads_is_none(string name) => Assert.Null(JournalEntry.Parse(name));
}
