namespace SlopTemporal.Local.Network;

/// <summary>Registries of cargo.</summary>
internal static class Cargo
{
    public const string File = ".cargo/config.toml";

    /// <summary>Reads <c>config.toml</c>.</summary>
    /// <exception cref="FormatException">It is not TOML.</exception>
    public static RegistryNotes Read(string text)
    {
        var (addresses, lines, variables) = (new List<string>(), new List<string>(), new Dictionary<string, string>());
        foreach (var (path, value) in TomlTexts.Read(text))
        {
            switch (path)
            {
                case ["registries", var name, "index"] when RegistryAddress.IsWeb(value):
                    addresses.Add(value);
                    variables[$"CARGO_REGISTRIES_{Variable(name)}_INDEX"] = RegistryAddress.Clean(value);
                    break;
                case ["registry", "default"]:
                    variables["CARGO_REGISTRY_DEFAULT"] = value;
                    break;
                case ["source", var name, "registry"] when RegistryAddress.IsWeb(value):
                    addresses.Add(value);
                    lines.Add(Line(name, "registry", RegistryAddress.Clean(value)));
                    break;
                case ["source", var name, "replace-with"]:
                    // No variable says this.
                    lines.Add(Line(name, "replace-with", value));
                    break;
            }
        }

        return new([.. addresses.Select(RegistryAddress.Web)]) { Lines = lines, Variables = variables };
    }

    private static string Line(string name, string key, string value) => $"source.{Quoted(name)}.{key} = {Quoted(value)}";

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Variable(string name) => name.ToUpperInvariant().Replace('-', '_');
}
