using System.Globalization;
using System.Text;

namespace SlopTemporal.Domain.Patches;

/// <summary>Names that belong to git, however they are spelled.</summary>
public static class GitNames
{
    private static readonly string[] Folder = [".git", "git~1"];
    private const string Attributes = ".gitattributes";

    /// <summary>Git's own folder.</summary>
    public static bool IsFolder(string part) => Folder.Contains(Plain(part), StringComparer.OrdinalIgnoreCase);

    /// <summary>A file that says how git reads and writes others.</summary>
    public static bool IsAttributes(string part) => Plain(part) is var name
        && (name.Equals(Attributes, StringComparison.OrdinalIgnoreCase) || name.StartsWith("gitatt~", StringComparison.OrdinalIgnoreCase));

    // Some file systems read these as the same name: other case, trailing dots and spaces, streams, invisible characters.
    private static string Plain(string part)
    {
        var visible = new StringBuilder();
        foreach (var c in part.TakeWhile(c => c != ':').Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format))
        {
            visible.Append(c);
        }

        return visible.ToString().TrimEnd('.', ' ');
    }
}
