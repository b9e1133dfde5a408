using System.Globalization;

namespace SlopTemporal.RealRepositories;

/// <summary>Looks for processes that have to do with a folder.</summary>
internal static class Processes
{
    /// <summary>Those that name it in their command line, stand in it or see it through a mount, by pid and command line.</summary>
    public static IReadOnlyList<string> FindIn(string folder)
    {
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && Path.GetFileName(process) != own)
                .Where(process => Facts(process).Any(fact => fact.Contains(folder, StringComparison.Ordinal)))
                .Select(process => $"{Path.GetFileName(process)}: {CommandLine(process)}"),
        ];
    }

    private static IEnumerable<string> Facts(string process) =>
    [
        CommandLine(process),
        Read(() => new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget ?? ""),
        // The kernel writes a space in a path so.
        Read(() => File.ReadAllText(Path.Combine(process, "mountinfo"))).Replace("\\040", " ", StringComparison.Ordinal),
    ];

    private static string CommandLine(string process) => Read(() => File.ReadAllText(Path.Combine(process, "cmdline"))).Replace('\0', ' ');

    // It may end while it is looked at, or be somebody else's.
    private static string Read(Func<string> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
