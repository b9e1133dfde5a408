using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Hosting;

/// <summary>An effective value and where it came from.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Value">For people.</param>
/// <param name="Origin">A flag, a variable, a profile, or the default.</param>
internal sealed record Setting(string Name, string Value, string Origin);

/// <summary>The settings that are no part of a track.</summary>
internal static class Settings
{
    public const string SandboxVariable = "SLOP_SANDBOX";
    public const string HomeVariable = "SLOP_HOME";
    public const string AddressVariable = "TEMPORAL_ADDRESS";

    /// <summary>The variable, else <c>auto</c>.</summary>
    public static SandboxMode Sandbox() => Variable(SandboxVariable) is { } word
        ? Enum.GetValues<SandboxMode>().Cast<SandboxMode?>().FirstOrDefault(m => Words.Of(m!.Value).Equals(word, StringComparison.OrdinalIgnoreCase)) ?? throw CliError.BadSetting(SandboxVariable, word, "auto, required or off")
        : SandboxMode.Auto;

    /// <summary>All of them, for <c>doctor</c>.</summary>
    /// <param name="home">The home in use.</param>
    /// <param name="flag">The value of <c>--home</c>.</param>
    /// <param name="address">The address that was set for Temporal.</param>
    public static IReadOnlyList<Setting> All(SlopHome home, string? flag, string? address) =>
    [
        new("home", home.Root, flag is not null ? "--home" : OriginOf(HomeVariable)),
        new("sandbox", Words.Of(Sandbox()), OriginOf(SandboxVariable)),
        new("temporal address", address ?? "its own local server", address is null ? "default" : Variable(AddressVariable) is null ? "temporal profile" : AddressVariable),
        new("temporal executable", Variable(TemporalCli.Variable) ?? TemporalCli.Find(null, home) ?? "none found", ExecutableOrigin()),
    ];

    private static string ExecutableOrigin() =>
        Variable(TemporalCli.Variable) is not null ? TemporalCli.Variable : TemporalCli.Carried() is not null ? "came with the program" : "PATH";

    private static string OriginOf(string variable) => Variable(variable) is null ? "default" : variable;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
