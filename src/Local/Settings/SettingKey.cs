using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Local.Settings;

/// <summary>One setting: its names, how it is read and shown, and what a repository may do to it.</summary>
/// <param name="Read">Throws <see cref="FormatException"/>, naming what was expected.</param>
/// <param name="Protection">How much of it the settings give: an unconfirmed repository file may only raise it. Null: no repository file sets this at all.</param>
internal sealed record SettingKey(
    string Name,
    string Variable,
    Func<SlopSettings, string, SlopSettings> Read,
    Func<SlopSettings, string> Show,
    Func<SlopSettings, int>? Protection)
{
    private static readonly string[] Arrows = ["->", ","];

    /// <summary>A week.</summary>
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>A misspelt member of a rule must not loosen it.</summary>
    private static readonly JsonSerializerOptions Strict = new(SlopJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    // No repository chooses the server: whoever answers there is told everything, and `status` and the one worker of the home know no repository.
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new("sandbox", SlopSettings.SandboxVariable, (s, text) => s with { Sandbox = Mode(text) }, s => Words.Of(s.Sandbox), s => Protects(s.Sandbox)),
        new("temporal_address", SlopSettings.AddressVariable, (s, text) => s with { TemporalAddress = text }, s => s.TemporalAddress ?? "its own local server", null),
        new("temporal_namespace", SlopSettings.NamespaceVariable, (s, text) => s with { TemporalNamespace = text }, s => s.TemporalNamespace, null),
        new("models", SlopSettings.ModelsVariable, (s, text) => s with { Models = Models(text) }, s => string.Join(" -> ", s.Models), null),
        new("tool_rules", SlopSettings.ToolRulesVariable, (s, text) => s with { ToolRules = Rules(text) }, s => s.ToolRules.Count == 0 ? "none" : string.Join("; ", s.ToolRules.Select(r => $"{Words.Of(r.Policy)} {r.Tool} {r.Prefix}".TrimEnd())), null),
        // Nor does one choose what runs outside the sandbox, or who is told.
        new("notify_command", SlopSettings.NotifyCommandVariable, (s, text) => s with { NotifyCommand = text }, s => s.NotifyCommand ?? "none", null),
        new("notify_url", SlopSettings.NotifyUrlVariable, (s, text) => s with { NotifyUrl = Web(text) }, s => s.NotifyUrl is { } url ? $"{url.GetLeftPart(UriPartial.Authority)}/…" : "none", null),
        new("notify_after_minutes", SlopSettings.NotifyAfterVariable, (s, text) => s with { NotifyAfterMinutes = Minutes(text) }, s => s.NotifyAfterMinutes.ToString(CultureInfo.InvariantCulture), null),
    ];

    private static IReadOnlyList<ModelName> Models(string text) => text.Split(Arrows, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names
        ? [.. names.Select(ModelName.Parse)]
        : throw new FormatException("the ladder names no model.");

    private static IReadOnlyList<ToolRule> Rules(string text)
    {
        const string Form = "[{\"tool\":\"run_command\",\"prefix\":\"dotnet restore\",\"policy\":\"allow\",\"priority\":0}]";
        try
        {
            return JsonSerializer.Deserialize<IReadOnlyList<ToolRule>>(text, Strict) ?? [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"expected {Form}: {e.Message}", e);
        }
    }

    private static Uri Web(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new FormatException("it is not an address that starts with http:// or https://.");

    private static int Minutes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MostMinutes
        ? minutes
        : throw new FormatException($"'{text}' is not a whole number of minutes from 1 to {MostMinutes}.");

    // The enum's own order is that of stored documents and says nothing.
    private static int Protects(SandboxMode mode) => mode switch
    {
        SandboxMode.Off => 0,
        SandboxMode.Auto => 1,
        SandboxMode.Required => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    private static SandboxMode Mode(string text)
    {
        var modes = Enum.GetValues<SandboxMode>();
        return modes.Where(mode => Words.Of(mode).Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<SandboxMode?>().SingleOrDefault()
            ?? throw new FormatException($"'{text}' is not one of {string.Join(", ", modes.Select(Words.Of))}.");
    }
}
