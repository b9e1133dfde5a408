using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Local.Files;

/// <summary>Which files of a worktree a model is kept from.</summary>
/// <param name="Private">The person's list.</param>
/// <param name="Named">Paths that whoever wrote the ticket named, so that they are open.</param>
public sealed record FileGuard(PrivateFiles Private, IReadOnlyCollection<string> Named)
{
    /// <summary>True: the file is not shown, and not changed.</summary>
    public bool Hides(string path) => Private.Covers(path) && !Names(path);

    /// <summary>The same for a folder, of which not even the names are shown.</summary>
    public bool HidesFolder(string path) => Private.CoversFolder(path);

    /// <summary>A refusal that says which setting it was, and the way out.</summary>
    public static PathRefusedException Refusal(string path) => new(
        $"'{path}' is private (setting {PrivateFiles.Setting}): no tool for files shows or changes it. Go on without it, or "
        + "report_blocked: a person can name it in the ticket's context_requirements or target_file, or change the setting.");

    private bool Names(string path) => Named.Any(named => Plain(named) == Plain(path));

    private static string Plain(string path) =>
        string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}
