using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Journals;

public sealed class JournalTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_first_record_wins()
    {
        var first = _bench.Journal.Write(_bench.Scope, "prompt", new PromptRecord("one", "1"));
        var second = _bench.Journal.Write(_bench.Scope, "prompt", new PromptRecord("two", "2"));

        Assert.Equal("one", first.System);
        Assert.Equal(first, second);
        Assert.Equal(first, _bench.Journal.Read<PromptRecord>(_bench.Scope, "prompt"));
    }

    [Fact]
    public void Of_many_writers_at_once_all_get_the_same()
    {
        var journal = _bench.Journal;
        var seen = new PromptRecord[16];

        Parallel.For(0, seen.Length, i => seen[i] = journal.Write(_bench.Scope, "prompt", new PromptRecord("s", $"{i}")));

        Assert.Single(seen.Distinct());
    }

    [Fact]
    public void What_cannot_be_read_is_moved_aside_and_counts_as_absent()
    {
        var path = Path.Combine(_bench.Journal.Folder(_bench.Scope), "turn-1.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{ half");

        Assert.Null(_bench.Journal.Read<TurnRecord>(_bench.Scope, "turn-1"));
        Assert.Equal("{ half", File.ReadAllText(path + ".bad"));
        Assert.Equal("new", _bench.Journal.Write(_bench.Scope, "turn-1", new PromptRecord("new", "")).System);
    }

    [Fact]
    public void A_folder_is_named_as_people_name_an_attempt() =>
        Assert.EndsWith(Path.Combine("journal", "t", "1", "a", "1"), _bench.Journal.Folder(_bench.Scope), StringComparison.Ordinal);

    [Fact]
    public void Texts_follow_the_same_rule()
    {
        Assert.Equal("one", _bench.Journal.WriteText(_bench.Scope, "prompt", "one"));
        Assert.Equal("one", _bench.Journal.WriteText(_bench.Scope, "prompt", "two"));
        Assert.Equal("one", _bench.Journal.ReadText(_bench.Scope, "prompt"));
    }
}
