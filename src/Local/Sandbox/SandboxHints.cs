using System.Globalization;
using System.Text.RegularExpressions;

namespace SlopTemporal.Local.Sandbox;

/// <summary>What a command's output says of the sandbox without knowing it: each hint with the setting that opens it.</summary>
internal static class SandboxHints
{
    private const int MostPaths = 3;

    /// <summary>What is read of the output: its end, where the reason is.</summary>
    private const int MostText = 64 * 1024;

    /// <summary>The shell's code for a program that the kernel ended for the size of a file (SIGXFSZ).</summary>
    private const int FileTooLarge = 128 + 25;

    private static readonly Regex AbsolutePath =
        new(@"(?:^|[\s'""=(\[`])(/[\w.@+-]+(?:/[\w.@+%-]+)*)", RegexOptions.NonBacktracking);

    private static readonly string[] Missing =
        ["no such file", "not found", "enoent", "does not exist", "cannot open", "could not find", "can't open", "cannot access"];

    private static readonly string[] ReadOnly = ["read-only file system", "erofs"];

    private static readonly string[] NoNames =
        ["could not resolve host", "name resolution", "eai_again", "enotfound", "name or service not known", "no such host is known"];

    private static readonly string[] NoMemory = ["memoryerror", "bad_alloc", "cannot allocate memory", "outofmemory", "out of memory"];

    private static readonly string[] NoProcess =
        ["resource temporarily unavailable", "cannot fork", "can't fork", "unable to create native thread"];

    /// <param name="output">Of a command that failed.</param>
    /// <param name="isHidden">Whether a path of the machine is not shown to it.</param>
    public static IReadOnlyList<string> Find(
        int exitCode, string output, SandboxLimits limits, bool hasNetwork, Func<string, bool> isHidden)
    {
        var lines = output[^Math.Min(output.Length, MostText)..].Split('\n');
        var hidden = Paths(lines, Missing).Where(isHidden).Take(MostPaths).ToList();
        var locked = Paths(lines, ReadOnly).Take(MostPaths).ToList();
        return
        [
            .. Hint(hidden.Count > 0, $"hidden by the sandbox: {string.Join(", ", hidden)}; setting sandbox_read"),
            .. Hint(locked.Count > 0, $"not to be written in the sandbox: {string.Join(", ", locked)}; setting sandbox_write"),
            .. Hint(Has(lines, NoNames), hasNetwork
                ? "the command looked a name up by itself; in the sandbox only what goes through the proxy (HTTPS_PROXY) reaches a host"
                : "the command looked a name up; in the sandbox it has no network"),
            .. Hint(exitCode == FileTooLarge, Limit("a file of it became too large", "command_file_megabytes", limits.FileBytes >> 20)),
            .. Hint(Has(lines, NoMemory), Limit("it had no memory left", "command_memory_megabytes", limits.MemoryBytes >> 20)),
            .. Hint(Has(lines, NoProcess), Limit("it could start no more processes", "command_processes", limits.Processes)),
        ];
    }

    private static string[] Hint(bool holds, string words) => holds ? [words] : [];

    private static string Limit(string what, string setting, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}; setting {setting}: {value}");

    private static bool Has(string[] lines, string[] words) => Array.Exists(lines, line => Says(line, words));

    private static bool Says(string line, string[] words) =>
        Array.Exists(words, word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Paths(string[] lines, string[] words) => lines.Where(line => Says(line, words))
        .SelectMany(line => AbsolutePath.Matches(line)).Select(match => match.Groups[1].Value.TrimEnd('.')).Distinct();
}
