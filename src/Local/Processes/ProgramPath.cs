namespace SlopTemporal.Local.Processes;

/// <summary>Finds programs on PATH, and nowhere else: never in the current folder, which may be a repository.</summary>
public static class ProgramPath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute folders of PATH, in order; relative ones are left out.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .ToList();

    /// <summary>The full path of the program; null if it is not there.</summary>
    public static string? Find(string program) => program.Contains('/', StringComparison.Ordinal) || Path.IsPathFullyQualified(program)
        ? (IsExecutable(program) ? Path.GetFullPath(program) : null)
        : Names(program).SelectMany(name => Folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(IsExecutable);

    /// <summary>The same, if it is the full program and not busybox's short version of it.</summary>
    internal static string? FindFull(string program) =>
        Find(program) is { } found && !Posix.RealPath(found).EndsWith("/busybox", StringComparison.Ordinal) ? found : null;

    public static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);

    private static string[] Names(string program) => OperatingSystem.IsWindows() ? [program + ".exe", program] : [program];
}
