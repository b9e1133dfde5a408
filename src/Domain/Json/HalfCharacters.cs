using System.Text.RegularExpressions;

namespace SlopTemporal.Domain.Json;

/// <summary>
/// Halves of characters in JSON: an escape of a surrogate without its partner. It is JSON by its grammar, but reading its string, or
/// writing it anew, throws.
/// </summary>
public static partial class HalfCharacters
{
    /// <summary>
    /// What stands for a half once it is replaced: the sign for what could not be read, in a spelling that nothing else writes, so that
    /// the JSON still tells it from the sign itself.
    /// </summary>
    private const string Replacement = @"\uFfFd";

    /// <summary>Whether JSON holds one, or held one before it was replaced.</summary>
    public static bool IsIn(string json) => Replace(json).Contains(Replacement, StringComparison.Ordinal);

    /// <summary>The JSON, which can be read whatever it held.</summary>
    public static string Replace(string json) => json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
        ? Escapes().Replace(json, match => match.Groups["half"].Success ? Replacement : match.Value)
        : json;

    // Each escape is taken whole, so that an escaped backslash before "ud83d" is none of this.
    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();
}
