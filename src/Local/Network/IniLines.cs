namespace SlopTemporal.Local.Network;

/// <summary>Files of <c>name = value</c> lines, as npm, pip and go have them.</summary>
internal static class IniLines
{
    /// <summary>Each setting with its section; what is no setting is left out.</summary>
    /// <remarks>A line that begins with a blank and has no <c>=</c> goes on with the value before it, as in pip.</remarks>
    public static IReadOnlyList<(string Section, string Name, string Value)> Read(string text)
    {
        var (section, all) = ("", new List<(string Section, string Name, string Value)>());
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            var equals = line.IndexOf('=');
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim();
            }
            else if (raw[0] is ' ' or '\t' && all.Count > 0 && !line.Split("://")[0].Contains('='))
            {
                all[^1] = all[^1] with { Value = $"{all[^1].Value} {line}".Trim() };
            }
            else if (equals > 0)
            {
                all.Add((section, line[..equals].Trim(), Unquoted(line[(equals + 1)..].Trim())));
            }
        }

        return all;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
