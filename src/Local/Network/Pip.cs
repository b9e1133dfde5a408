namespace SlopTemporal.Local.Network;

/// <summary>Package indexes of pip and uv.</summary>
internal static class Pip
{
    private static readonly string[] Sections = ["global", "install", "download", "wheel"];

    /// <summary>The variables of both with an address, or several with blanks between.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX",
    ];

    /// <summary>Reads <c>pip.conf</c>.</summary>
    public static RegistryNotes Read(string text)
    {
        var found = new Dictionary<string, string>();
        foreach (var (section, name, value) in IniLines.Read(text).Where(line => Sections.Contains(line.Section)))
        {
            if (name.Replace('_', '-') is "index-url" or "extra-index-url")
            {
                found["PIP_" + name.Replace('-', '_').ToUpperInvariant()] = value;
            }
        }

        return Of(found);
    }

    /// <summary>Reads the value of one of <see cref="Variables"/>.</summary>
    public static RegistryNotes OfVariable(string name, string value) => Of(new() { [name] = value });

    /// <summary>Reads <c>uv.toml</c>.</summary>
    /// <exception cref="FormatException">It is not TOML.</exception>
    public static RegistryNotes ReadUv(string text)
    {
        var values = TomlTexts.Read(text);
        var found = new Dictionary<string, string>();
        Add("UV_INDEX_URL", "index-url", "pip.index-url");
        Add("UV_EXTRA_INDEX_URL", "extra-index-url", "pip.extra-index-url");
        Add("UV_INDEX", "index.url");
        return Of(found);

        void Add(string variable, params string[] names)
        {
            var addresses = values.Where(value => names.Contains(string.Join('.', value.Path))).Select(value => value.Text).ToList();
            if (addresses.Count > 0)
            {
                found[variable] = string.Join(' ', addresses);
            }
        }
    }

    private static RegistryNotes Of(Dictionary<string, string> found)
    {
        var words = found.ToDictionary(
            pair => pair.Key,
            pair => Array.FindAll(
                pair.Value.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
                word => word.Contains("://", StringComparison.Ordinal)));
        // uv may put a name before an address: `corp=https://…`.
        var addresses = words.Values.SelectMany(list => list).Select(word => word[(word.Split("://")[0].LastIndexOf('=') + 1)..]);
        return new([.. addresses.Where(RegistryAddress.IsWeb)])
        {
            Variables = words.ToDictionary(pair => pair.Key, pair => string.Join(' ', pair.Value.Select(RegistryAddress.Clean))),
        };
    }
}
