using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.UnitTests.Local;

public sealed class FolderNameTests
{
    private static readonly SlopHome Home = new(Path.GetTempPath());

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/../../b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData("a\0b")]
    public void An_id_that_leads_elsewhere_makes_no_path(string id)
    {
        var scope = new AttemptScope(new("", id, 1), "a", 1);

        Assert.Throws<ArgumentException>(() => new WorktreePaths(Home).PathFor(scope));
        Assert.Throws<ArgumentException>(() => new WorktreePaths(Home).PathFor(scope with { Run = new("", "a", 1), Ticket = id }));
        Assert.Throws<ArgumentException>(() => new JournalFolders(Home).AttemptPath(scope));
        Assert.Throws<ArgumentException>(() => new JournalFolders(Home).AttemptPath(scope with { Run = new("", "a", 1), Ticket = id }));
        Assert.Throws<ArgumentException>(() => new TrackRecords(Home).TrackFile(scope.Run));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("...", true)]
    [InlineData("+run", true)]
    [InlineData("csv-export", true)]
    public void One_folder_is_named_or_not(string name, bool expected) => Assert.Equal(expected, FolderName.IsOne(name));
}
