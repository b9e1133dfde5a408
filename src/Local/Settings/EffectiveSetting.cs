namespace SlopTemporal.Local.Settings;

/// <summary>A value that holds, and where it came from.</summary>
/// <param name="Name">As in a settings file.</param>
/// <param name="Value">As a person would write it.</param>
/// <param name="Origin"><c>default</c>, <c>temporal profile</c>, a file, a variable, or a flag.</param>
public sealed record EffectiveSetting(string Name, string Value, string Origin);

/// <summary>The settings that hold after all layers, and where each comes from.</summary>
/// <param name="Refused">Sentences on what the repository's file wanted and did not get.</param>
public sealed record LoadedSettings(SlopSettings Values, IReadOnlyList<EffectiveSetting> Effective, IReadOnlyList<string> Refused)
{
    /// <summary>Of what is refused, that which a person may let the file have: <c>sandbox: off</c>.</summary>
    public IReadOnlyList<string> Lowered { get; init; } = [];
}

/// <summary>Settings that cannot be read; every mistake is listed.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
