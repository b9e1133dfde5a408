using System.Globalization;

namespace SlopTemporal.Domain.Patches;

/// <summary>A path that a patch may name.</summary>
internal static class PatchPath
{
    private const int MaxCharacters = 1024;

    /// <summary>The path as it is used everywhere else: one form for each file.</summary>
    /// <exception cref="PatchException">It leads out of the worktree, or to git's own files.</exception>
    public static string Check(string name)
    {
        var shown = PatchLines.Shown(name);
        if (name.Length is 0 or > MaxCharacters || name.Any(IsInvisible) || !IsWhole(name))
        {
            throw new PatchException(
                $"'{shown}' is empty, too long or has characters that nobody sees. Give a plain relative path such as src/Program.cs.");
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            throw new PatchException($"'{shown}' has a backslash. Put / between folders.");
        }

        if (name[0] is '/' or '~' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])))
        {
            throw new PatchException($"'{shown}' is not relative. Give the path from the worktree's root, such as src/Program.cs.");
        }

        var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        CheckParts(path.Split('/'), shown);
        return path;
    }

    private static void CheckParts(string[] parts, string shown)
    {
        if (parts.Contains(".."))
        {
            throw new PatchException($"'{shown}' has '..'. Give the path from the worktree's root; nothing outside it can be changed.");
        }

        if (parts.Any(part => part is "" or "." || part[0] == ' ' || part[^1] == ' '))
        {
            throw new PatchException(
                $"'{shown}' has a part that is empty or has a blank at an end. Give a plain path such as src/Program.cs.");
        }

        if (parts.Any(GitNames.IsFolder))
        {
            throw new PatchException($"'{shown}' belongs to git. Change files of the project only; commits are made for you.");
        }

        if (parts.Any(GitNames.IsAttributes))
        {
            throw new PatchException($"'{shown}' says how git treats files, and no patch may change that. Leave it out.");
        }
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsWhole(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at]))
            {
                return false;
            }
        }

        return true;
    }
}
