using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Local.Settings;

/// <summary>A list of paths that a person opens to commands.</summary>
internal static class SandboxPaths
{
    private const string HomeSign = "~";

    private static readonly string Home =
        Path.TrimEndingDirectorySeparator(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <param name="text">A JSON array of strings, or paths with commas between; <c>~/</c> is the person's home folder.</param>
    /// <exception cref="FormatException">One is relative, or opens the whole machine or home folder.</exception>
    public static IReadOnlyList<string> Read(string text) => [.. Split(text).Select(Full).Distinct(StringComparer.Ordinal)];

    public static string Show(IReadOnlyList<string> paths) => paths.Count == 0 ? "none" : string.Join(", ", paths);

    private static IReadOnlyList<string> Split(string text)
    {
        if (!text.StartsWith('['))
        {
            return text is "none" ? [] : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<string>>(text, SlopJson.Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"expected an array of paths, such as [\"~/.npmrc\"]: {e.Message}", e);
        }
    }

    private static string Full(string path)
    {
        var inHome = path == HomeSign || path.StartsWith(HomeSign + "/", StringComparison.Ordinal);
        var full = inHome ? Home + path[HomeSign.Length..] : path;
        if (!Path.IsPathFullyQualified(full) || full.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException($"'{path}' is no absolute path and does not begin with ~/.");
        }

        full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(full));
        return full == "/" || full == Home || Home.StartsWith(full + "/", StringComparison.Ordinal)
            ? throw new FormatException($"'{path}' opens the whole home folder to commands; name what they need of it.")
            : full;
    }
}
