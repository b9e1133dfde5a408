using System.Xml.Linq;

namespace SlopTemporal.Local.Network;

/// <summary>Mirrors and repositories of Maven.</summary>
internal static class Maven
{
    public const string File = ".m2/settings.xml";

    /// <summary>What of the settings says where artifacts come from: no server with its password is in it.</summary>
    private static readonly HashSet<string> Kept =
    [
        "mirrors", "mirror", "mirrorOf", "mirrorOfLayouts", "blocked", "layout", "id", "name", "url", "profiles", "profile", "activation",
        "activeByDefault", "activeProfiles", "activeProfile", "repositories", "repository", "pluginRepositories", "pluginRepository",
        "releases", "snapshots", "enabled", "updatePolicy", "checksumPolicy",
    ];

    /// <summary>Reads <c>settings.xml</c>; its <see cref="RegistryNotes.Lines"/> are the elements below <c>settings</c>.</summary>
    /// <exception cref="FormatException">It is not XML.</exception>
    public static RegistryNotes Read(string text)
    {
        var settings = Copy(XmlTexts.Read(text));
        var addresses = settings.Descendants("url").Select(url => url.Value.Trim()).Where(RegistryAddress.IsWeb).ToList();
        foreach (var url in settings.Descendants("url"))
        {
            url.Value = RegistryAddress.Clean(url.Value.Trim());
        }

        return addresses.Count == 0
            ? RegistryNotes.None
            : new(addresses) { Lines = [.. settings.Elements().Select(element => element.ToString())] };
    }

    /// <summary>The text of a file with these elements.</summary>
    public static string Text(IEnumerable<string> lines) => $"<settings>\n{string.Join('\n', lines)}\n</settings>\n";

    private static XElement Copy(XElement element) => new(
        element.Name.LocalName,
        element.Nodes().Select(node => node switch
        {
            XElement child => Kept.Contains(child.Name.LocalName) ? Copy(child) : null,
            XText words => (XNode)new XText(words.Value),
            _ => null,
        }));
}
