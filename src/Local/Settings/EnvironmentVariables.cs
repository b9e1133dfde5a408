namespace SlopTemporal.Local.Settings;

/// <summary>
/// The variables of an environment, read in one way everywhere: blanks around a value are no part of it, and blanks alone are no value.
/// </summary>
/// <param name="read">The value of a variable as it is; null: there is none.</param>
public sealed class EnvironmentVariables(Func<string, string?> read)
{
    /// <summary>The environment of this process.</summary>
    public static EnvironmentVariables OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The value without blanks around it, or null.</summary>
    public string? this[string name] => read(name)?.Trim() is { Length: > 0 } value ? value : null;
}
