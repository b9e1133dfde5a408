using System.Buffers;

namespace SlopTemporal.Domain.Secrets;

/// <summary>Values behind a name that says what they are: <c>API_KEY=…</c>, <c>"password": "…"</c>, <c>?token=…</c>.</summary>
internal static class NamedSecrets
{
    private const int LongestName = 64;
    private const int ShortestToken = 12;
    private const int ShortestPassword = 8;

    private static readonly SearchValues<char> Separators = SearchValues.Create("=:");

    private static readonly SearchValues<char> Ends = SearchValues.Create("\"'`,;&|<>()[]{}\\ \t\r\n");

    /// <summary>What a machine made up stands behind them.</summary>
    private static readonly string[] Tokens =
        ["key", "token", "credential", "credentials", "auth", "authorization", "signature", "sig", "pat"];

    /// <summary>What a person made up may stand behind them.</summary>
    private static readonly string[] Passwords = ["password", "passwd", "pwd", "passphrase", "secret", "_pass"];

    private static readonly string[] Schemes = ["Bearer ", "Basic ", "token "];

    public static void Find(string text, List<SecretSpan> found)
    {
        var (at, end) = (0, 0);
        while (text.AsSpan(at).IndexOfAny(Separators) is >= 0 and var next)
        {
            var separator = at + next;
            at = separator + 1;
            if (IsOperator(text, separator) || KindOf(NameBefore(text, separator)) is not { } kind)
            {
                continue;
            }

            var start = ValueBehind(text, separator);
            // Values share an end where each is a part of the one before: then it is looked for once.
            end = start < end ? end : EndOf(text, start);
            if (IsSecret(text, start, end, kind))
            {
                found.Add(new(start, end));
                at = end;
            }
        }
    }

    // Comparisons, arrows and names of C++.
    private static bool IsOperator(string text, int separator) =>
        text[separator] == ':'
            ? At(text, separator + 1) is ':' or '=' or '/' || At(text, separator - 1) == ':'
            : At(text, separator + 1) is '=' or '>' or '~' || At(text, separator - 1) is '=' or '!' or '<' or '>';

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\n';

    private static ReadOnlySpan<char> NameBefore(string text, int separator)
    {
        var end = separator;
        while (end > 0 && separator - end < 4 && text[end - 1] is ' ' or '\t' or '"' or '\'' or '\\' or ':' or '+')
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < LongestName && IsOfName(text[start - 1]))
        {
            start--;
        }

        return text.AsSpan(start, end - start);
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static Kind? KindOf(ReadOnlySpan<char> name) =>
        // Part of the name of each .NET assembly.
        name.EndsWith("PublicKeyToken", StringComparison.OrdinalIgnoreCase) ? null
        : EndsWithAny(name, Passwords) ? Kind.Password
        : EndsWithAny(name, Tokens) ? Kind.Token
        : null;

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int ValueBehind(string text, int separator)
    {
        var start = separator + 1;
        while (start < text.Length && start - separator < 5 && text[start] is ' ' or '\t' or '"' or '\'' or '\\')
        {
            start++;
        }

        foreach (var scheme in Schemes)
        {
            if (text.AsSpan(start).StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return start + scheme.Length;
            }
        }

        return start;
    }

    private static int EndOf(string text, int start) =>
        text.AsSpan(start).IndexOfAny(Ends) is >= 0 and var length ? start + length : text.Length;

    private static bool IsSecret(string text, int start, int end, Kind kind)
    {
        var value = text.AsSpan(start, end - start);
        // Code, the name of a variable, a path.
        return At(text, end) is not ('(' or '<') && !(value is ['$' or '/' or '~' or '%', ..] or ['.', ..])
            && value[..Math.Min(value.Length, LongestName)].IndexOf("://") < 0
            && (kind == Kind.Password
                ? value.Length >= ShortestPassword && Randomness.IsLikePassword(value)
                : value.Length >= ShortestToken && Randomness.Has(value));
    }

    private enum Kind
    {
        Token,
        Password,
    }
}
