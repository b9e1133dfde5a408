using System.Buffers;

namespace SlopTemporal.Domain.Secrets;

/// <summary>Passwords and tokens between the scheme and the host of an address: <c>https://user:token@host</c>.</summary>
internal static class UrlSecrets
{
    private const string Separator = "://";

    private const int LongestAuthority = 2048;

    /// <summary>A name of a user alone is not one.</summary>
    private const int ShortestToken = 16;

    private static readonly SearchValues<char> Ends = SearchValues.Create("/?#\\\"'`<>|()[]{},; \t\r\n");

    public static void Find(string text, List<SecretSpan> found)
    {
        for (var at = 0; text.IndexOf(Separator, at, StringComparison.Ordinal) is >= 0 and var next;)
        {
            at = next + Separator.Length;
            var rest = text.AsSpan(at, Math.Min(LongestAuthority, text.Length - at));
            var authority = rest.IndexOfAny(Ends) is >= 0 and var end ? rest[..end] : rest;
            if (authority.LastIndexOf('@') is > 0 and var user && SecretIn(authority[..user]) is { End: > 0 } secret)
            {
                found.Add(new(at + secret.Start, at + secret.End));
            }
        }
    }

    private static SecretSpan SecretIn(ReadOnlySpan<char> user)
    {
        var colon = user.IndexOf(':');
        var name = colon < 0 ? user : user[..colon];
        // A token may stand where the name of the user does, with a word behind it.
        return name.Length >= ShortestToken && Randomness.Has(name) ? new(0, user.Length)
            : colon >= 0 && colon + 1 < user.Length ? new(colon + 1, user.Length)
            : default;
    }
}
