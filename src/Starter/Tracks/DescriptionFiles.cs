using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The files that a track file names with <c>@path</c>: they must lie beneath its folder, links followed.</summary>
internal sealed class DescriptionFiles(string folder)
{
    /// <summary>Maximum size of a description: it has to fit into a prompt.</summary>
    public const int MaxBytes = 1024 * 1024;

    public FileText Read(string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, path));
            if (!file.Exists)
            {
                return FileText.Unreadable(Directory.Exists(file.FullName) ? "is a folder" : "does not exist");
            }

            var real = RealPath.Resolve(file.FullName);
            return RealPath.IsBeneath(real, RealPath.Resolve(folder))
                ? Decode(real)
                : FileText.Unreadable("is a link to a place outside the folder of the track file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileText.Unreadable($"cannot be read: {e.Message}");
        }
    }

    private static FileText Decode(string path)
    {
        var (text, problem) = TrackBytes.Decode(GivenFile.Read(path, MaxBytes));
        return problem?.Code == ProblemCodes.Blank
            ? FileText.FromText("")
            : text is null ? FileText.Unreadable("is not UTF-8 text") : FileText.FromText(text);
    }
}
