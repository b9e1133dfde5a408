using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Local.Live;

/// <summary>Where the live log of a run lies: <c>logs/streams/&lt;track&gt;/&lt;epoch&gt;.jsonl</c>.</summary>
/// <remarks>For people to watch: nothing is decided from it, and the journal has all that counts.</remarks>
public static class LiveFile
{
    /// <summary>Path of the log of a run; it may not exist yet, and older runs have none.</summary>
    public static string PathFor(SlopHome home, string track, int epoch) =>
        Path.Combine(home.Streams, FolderName.Of(track), JournalFolders.Name(epoch) + ".jsonl");
}
