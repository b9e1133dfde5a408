using System.Text;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Processes;

/// <summary>The variables that a running process of the same person was started with.</summary>
public static class ProcessVariables
{
    /// <summary>Those of some names that it has; none where the system does not tell.</summary>
    public static IReadOnlyDictionary<string, string> Read(ProcessIdentity process, IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var found = Read(process).Where(v => wanted.Contains(v.Name)).DistinctBy(v => v.Name).ToDictionary(v => v.Name, v => v.Value);
        // Another process may have got the number meanwhile.
        return process.IsAlive ? found : [];
    }

    private static IEnumerable<(string Name, string Value)> Read(ProcessIdentity process)
    {
        foreach (var line in Text(process).Split('\0'))
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end > 0)
            {
                yield return (line[..end], line[(end + 1)..]);
            }
        }
    }

    private static string Text(ProcessIdentity process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process.Pid}/environ")) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
