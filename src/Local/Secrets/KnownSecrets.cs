using System.Text.RegularExpressions;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Local.Secrets;

/// <summary>The secrets that a process was given, by their values.</summary>
public static partial class KnownSecrets
{
    /// <summary>A shorter part of a path is a word.</summary>
    private const int ShortestPart = 12;

    /// <summary>Keys of providers, what a variable's name calls a secret, and what stands beside the host of an address.</summary>
    public static IEnumerable<string> In(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var keys = ProviderDescriptors.All.SelectMany(p => p.Variables).Where(v => v.IsSecret).Select(v => v.Name).ToHashSet();
        foreach (var (name, text) in variables)
        {
            var value = text.Trim();
            if (keys.Contains(name) || (SecretName().IsMatch(name) && !value.Contains('/', StringComparison.Ordinal)))
            {
                yield return value;
            }

            foreach (var part in Uri.TryCreate(value, UriKind.Absolute, out var url) ? OfUser(url) : [])
            {
                yield return part;
            }
        }
    }

    /// <summary>What of an address is the secret of whoever gave it, as with a webhook: all but the host.</summary>
    public static IEnumerable<string> Of(Uri url)
    {
        var parts = url.PathAndQuery.Split('/', '?', '&', '=', '#').Append(url.Fragment.TrimStart('#'));
        return
        [
            .. OfUser(url),
            .. url.PathAndQuery is { Length: > 1 } path ? new[] { url.AbsoluteUri, url.OriginalString, $"{url.Authority}{path}" } : [],
            .. parts.SelectMany(Written).Where(part => part.Length >= ShortestPart && part.Any(char.IsAsciiDigit)),
        ];
    }

    private static IEnumerable<string> OfUser(Uri url) =>
        url.UserInfo.Length == 0 ? [] : url.UserInfo.Split(':', 2)[^1..].SelectMany(Written);

    private static string[] Written(string text) => [text, Uri.UnescapeDataString(text)];

    [GeneratedRegex("(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)S?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretName();
}
