using System.Text;

namespace SlopTemporal.Domain.Patches;

/// <summary>The names in the header lines of a patch: with or without <c>a/</c> and <c>b/</c>, plain or as git quotes them.</summary>
internal static class PatchNames
{
    public const string Nothing = "/dev/null";
    private const string OldPrefix = "a/";
    private const string NewPrefix = "b/";

    /// <summary>The pairs in a line <c>diff --git</c> are looked for up to this length only.</summary>
    private const int MaxGitNames = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The two names of a header mean one file, which may be missing on one side.</summary>
    public static bool AreOneFile(string old, string now)
    {
        try
        {
            var (before, after) = (Read(old), Read(now));
            return before == Nothing || after == Nothing || One(before, after) is not null;
        }
        catch (PatchException)
        {
            return false;
        }
    }

    /// <summary>A name without what may stand behind it.</summary>
    /// <exception cref="PatchException">It is quoted, and not well.</exception>
    public static string Read(string name)
    {
        // A time stands behind a tab.
        var text = name.Split('\t', 2)[0].Trim();
        return text.StartsWith('"') ? Unquote(text) : text;
    }

    /// <summary>The file that both names mean; null: they mean two.</summary>
    public static string? One(string old, string now)
    {
        var (before, after) = (Without(old, OldPrefix), Without(now, NewPrefix));
        return before == after ? before : old == now ? old : null;
    }

    /// <summary>The one name of a side that has one only.</summary>
    public static string OfOld(string name) => Without(name, OldPrefix);

    /// <inheritdoc cref="OfOld"/>
    public static string OfNew(string name) => Without(name, NewPrefix);

    /// <summary>The file of a line <c>diff --git</c> that names one twice; null: it cannot be told.</summary>
    public static string? OfGitHeader(string names)
    {
        var text = names.Trim();
        if (text.Length > MaxGitNames)
        {
            return null;
        }

        // A name may hold blanks: the right one has equal halves, one of which may lack its prefix.
        var middle = text.Length / 2;
        return new[] { middle, middle - 1, middle + 1 }
            .Where(at => at > 0 && at < text.Length - 1 && text[at] == ' ')
            .Select(at => One(Read(text[..at]), Read(text[(at + 1)..])))
            .FirstOrDefault(one => one is not null);
    }

    private static string Without(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length ? name[prefix.Length..] : name;

    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                return at == text.Length - 1 ? Decode(bytes, text) : throw BadQuotes(text);
            }

            if (text[at] != '\\')
            {
                var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                at += length - 1;
                continue;
            }

            var (value, used) = Escape(text.AsSpan(at + 1)) ?? throw BadQuotes(text);
            bytes.Add(value);
            at += used;
        }

        throw BadQuotes(text);
    }

    private static (byte Value, int Length)? Escape(ReadOnlySpan<char> text) => text switch
    {
        [>= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] =>
            ((byte)(((text[0] - '0') << 6) | ((text[1] - '0') << 3) | (text[2] - '0')), 3),
        ['"' or '\\', ..] => ((byte)text[0], 1),
        ['a' or 'b' or 't' or 'n' or 'v' or 'f' or 'r', ..] => ((byte)(7 + "abtnvfr".IndexOf(text[0], StringComparison.Ordinal)), 1),
        _ => null,
    };

    private static string Decode(List<byte> bytes, string text)
    {
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw BadQuotes(text);
        }
    }

    private static PatchException BadQuotes(string text) =>
        new($"{PatchLines.Shown(text)} is not a file name in quotes as git writes them. Write the path without quotes.");
}
