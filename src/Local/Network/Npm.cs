using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>Registries of npm, and of yarn.</summary>
internal static class Npm
{
    public const string File = ".npmrc";

    private const string RegistryVariable = "npm_config_registry";
    private const string Registry = "registry";

    /// <summary>Reads <c>.npmrc</c>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="variable">For <c>${NAME}</c> in a value.</param>
    public static RegistryNotes Read(string text, Func<string, string?> variable)
    {
        var (addresses, lines) = (new List<string>(), new List<string>());
        foreach (var (section, name, written) in IniLines.Read(text))
        {
            var value = Expand(written, variable);
            var scoped = name.StartsWith('@') && name.EndsWith($":{Registry}", StringComparison.Ordinal);
            if (section.Length > 0 || !(scoped || name == Registry) || !RegistryAddress.IsWeb(value))
            {
                continue;
            }

            addresses.Add(value);
            if (HasVariableInPath(written))
            {
                // It may well be a token: the host is all that is known of it.
                continue;
            }

            // Not as a variable, which would win over the file of a repository.
            lines.Add($"{name}={RegistryAddress.Clean(value)}");
        }

        return new(addresses) { Lines = lines };
    }

    /// <summary>Reads the variable <c>npm_config_registry</c>, in whatever case.</summary>
    public static RegistryNotes OfVariable(string value) =>
        new([value]) { Variables = new Dictionary<string, string> { [RegistryVariable] = RegistryAddress.Clean(value) } };

    private static bool HasVariableInPath(string value) =>
        value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var start
        && value.IndexOf('/', start + 3) is >= 0 and var path
        && value.IndexOf("${", path, StringComparison.Ordinal) >= 0;

    private static string Expand(string value, Func<string, string?> variable)
    {
        var text = new StringBuilder();
        var from = 0;
        while (value.IndexOf("${", from, StringComparison.Ordinal) is >= 0 and var start
            && value.IndexOf('}', start) is >= 0 and var end)
        {
            text.Append(value, from, start - from).Append(variable(value[(start + 2)..end]));
            from = end + 1;
        }

        return text.Append(value, from, value.Length - from).ToString();
    }
}
