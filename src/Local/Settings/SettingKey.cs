using System.Globalization;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Settings;

/// <summary>One setting: its names, how it is read and shown, and what a repository may do to it.</summary>
/// <param name="Read">Throws <see cref="FormatException"/>, naming what was expected.</param>
/// <param name="MayRepository">Of the values before and after: true if an unconfirmed repository file may make that change.</param>
internal sealed record SettingKey(
    string Name,
    string Variable,
    Func<SlopSettings, string, SlopSettings> Read,
    Func<SlopSettings, string> Show,
    Func<SlopSettings, SlopSettings, bool> MayRepository)
{
    private const int MostSeconds = 24 * 60 * 60;
    private const int MostBytes = 64 * 1024 * 1024;
    private static readonly string[] Arrows = ["->", ","];

    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new("sandbox", "SLOP_SANDBOX", (s, text) => s with { Sandbox = Mode(text) }, s => Word(s.Sandbox), (before, after) => after.Sandbox >= before.Sandbox),
        new("temporal_address", "TEMPORAL_ADDRESS", (s, text) => s with { TemporalAddress = text }, s => s.TemporalAddress ?? "its own local server", Never),
        new("temporal_namespace", "TEMPORAL_NAMESPACE", (s, text) => s with { TemporalNamespace = text }, s => s.TemporalNamespace, Never),
        new("models", "SLOP_MODELS", (s, text) => s with { Models = Ladder(text) }, s => string.Join(" -> ", s.Models), Always),
        new("command_timeout_s", "SLOP_COMMAND_TIMEOUT_S", (s, text) => s with { CommandTimeout = TimeSpan.FromSeconds(Number(text, MostSeconds)) }, s => Text(s.CommandTimeout.TotalSeconds), Always),
        new("kept_output_bytes", "SLOP_KEPT_OUTPUT_BYTES", (s, text) => s with { KeptOutputBytes = Number(text, MostBytes) }, s => Text(s.KeptOutputBytes), Always),
        new("shown_output_characters", "SLOP_SHOWN_OUTPUT_CHARACTERS", (s, text) => s with { ShownOutputCharacters = Number(text, MostBytes) }, s => Text(s.ShownOutputCharacters), Always),
    ];

    private static bool Always(SlopSettings before, SlopSettings after) => true;

    // Whoever answers there would be told everything.
    private static bool Never(SlopSettings before, SlopSettings after) => before == after;

    private static string Word(SandboxMode mode) => mode.ToString().ToLowerInvariant();

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static SandboxMode Mode(string text) => Enum.GetValues<SandboxMode>().Where(mode => Word(mode).Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<SandboxMode?>().SingleOrDefault()
        ?? throw new FormatException($"'{text}' is not one of auto, required, off.");

    private static int Number(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
        ? number
        : throw new FormatException($"'{text}' is not a whole number from 1 to {most}.");

    private static IReadOnlyList<ModelName> Ladder(string text) =>
        text.Split(Arrows, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names
            ? [.. names.Select(ModelName.Parse)]
            : throw new FormatException("The ladder names no model.");
}
