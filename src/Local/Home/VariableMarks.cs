using System.Security.Cryptography;
using System.Text;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Home;

/// <summary>Which variables a process has, without their values: whoever has a value can tell whether it is the same one.</summary>
/// <param name="Salt">Random, of this process: the marks of one start cannot be compared with those of another.</param>
/// <param name="Marks">By name of the variable.</param>
/// <remarks>
/// A key of a provider is beyond guessing. What a person made up may not be: so the hash is slow, and short enough that many other
/// values have the same one.
/// </remarks>
public sealed record VariableMarks(string Salt, IReadOnlyDictionary<string, string> Marks)
{
    private const int SaltBytes = 16;
    private const int MarkBytes = 6;
    private const int Rounds = 100_000;

    /// <summary>The marks of those of some variables that are set.</summary>
    public static VariableMarks Of(EnvironmentVariables environment, IEnumerable<string> names)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
        return new(
            salt,
            names.Distinct(StringComparer.Ordinal)
                .Where(n => environment[n] is not null)
                .ToDictionary(n => n, n => Mark(salt, n, environment[n]!), StringComparer.Ordinal));
    }

    public bool Has(string name) => Marks.ContainsKey(name);

    public bool IsSame(string name, string value) => Marks.TryGetValue(name, out var mark) && mark == Mark(Salt, name, value);

    private static string Mark(string salt, string name, string value) => Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes($"{salt} {name}"), Rounds, HashAlgorithmName.SHA256, MarkBytes));
}
