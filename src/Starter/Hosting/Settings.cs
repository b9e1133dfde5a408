using SlopTemporal.Local.Secrets;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>The settings that are no part of a track, as <c>doctor</c> shows them.</summary>
internal static class Settings
{
    /// <param name="loaded">The settings of all layers.</param>
    /// <param name="flag">Value of <c>--home</c>; null: not given.</param>
    public static IReadOnlyList<EffectiveSetting> All(LoadedSettings loaded, SlopHome home, string? flag) =>
    [
        new("home", home.Root, flag is not null ? "--home" : OriginOf(SlopHome.Variable)),
        // Commands and addresses hold what their person put there.
        .. loaded.Effective.Select(setting => setting with { Value = Redaction.Apply(setting.Value) }),
        new("temporal executable", Variable(TemporalCli.Variable) ?? TemporalCli.Find(null, home) ?? "none found", ExecutableOrigin()),
    ];

    private static string ExecutableOrigin() =>
        Variable(TemporalCli.Variable) is not null
            ? TemporalCli.Variable
            : TemporalCli.FindBundled() is not null ? "came with the program" : "PATH";

    private static string OriginOf(string variable) => Variable(variable) is null ? "default" : variable;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
