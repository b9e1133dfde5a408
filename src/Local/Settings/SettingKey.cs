using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Models;

namespace SlopTemporal.Local.Settings;

/// <summary>One setting: its names, how it is read and shown, and what a repository may do to it.</summary>
/// <param name="Read">Throws <see cref="FormatException"/>, naming what was expected.</param>
/// <param name="Protection">
/// How much of it the settings give: an unconfirmed repository file may only raise it. Null: no repository file sets this at all.
/// </param>
internal sealed record SettingKey(
    string Name,
    string Variable,
    Func<SlopSettings, string, SlopSettings> Read,
    Func<SlopSettings, string> Show,
    Func<SlopSettings, int>? Protection)
{
    /// <summary>What is written there is not repeated: whoever knows it can use it.</summary>
    public bool IsSecret { get; init; }

    private static readonly string[] Arrows = ["->", ","];

    /// <summary>A week.</summary>
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary>An hour: the activity that makes a call is given up after two.</summary>
    private const int MostSeconds = 60 * 60;

    private const int MostFiles = 1_000_000;

    /// <summary>The pack of a commit's new objects is held in memory.</summary>
    private const int MostMegabytes = 1024;

    /// <summary>A misspelt member of a rule must not loosen it.</summary>
    private static readonly JsonSerializerOptions Strict = new(SlopJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    // No repository chooses the server: whoever answers there is told everything, and `status` and the one worker of the home know no
    // repository.
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new(
            "sandbox", SlopSettings.SandboxVariable,
            (s, text) => s with { Sandbox = Word<SandboxMode>(text) },
            s => Words.For(s.Sandbox),
            s => Protects(s.Sandbox)),
        new(
            "temporal_address", SlopSettings.AddressVariable,
            (s, text) => s with { TemporalAddress = text },
            s => s.TemporalAddress ?? "its own local server",
            null),
        new(
            "temporal_namespace", SlopSettings.NamespaceVariable,
            (s, text) => s with { TemporalNamespace = text },
            s => s.TemporalNamespace,
            null),
        // Nor does one have the whole home written in the clear.
        new(
            "encryption", SlopSettings.EncryptionVariable,
            (s, text) => s with { Encryption = Word<OnOff>(text) == OnOff.On },
            s => Words.For(s.Encryption ? OnOff.On : OnOff.Off),
            null),
        new("models", SlopSettings.ModelsVariable, (s, text) => s with { Models = Models(text) }, s => string.Join(" -> ", s.Models), null),
        .. TierKeys.All,
        new(
            "qa", SlopSettings.QaVariable,
            (s, text) => s with { Qa = Word<QaPolicy>(text) },
            s => Words.For(s.Qa),
            null),
        new(
            "review", SlopSettings.ReviewVariable,
            (s, text) => s with { Review = Reviews(text) },
            s => s.Review ? Tier.Name(Tier.Lead) : "off",
            null),
        new(
            "replan", SlopSettings.ReplanVariable,
            (s, text) => s with { Replan = Word<ReplanPolicy>(text) },
            s => Words.For(s.Replan),
            null),
        // A price that a repository wrote would be no brake.
        new(
            "model_catalogue", SlopSettings.CatalogueVariable,
            (s, text) => s with { Catalogue = ShippedCatalogue.With(text) },
            s => s.Catalogue == ShippedCatalogue.Value ? "as shipped" : $"{s.Catalogue.Cards.Count} models, changed",
            null),
        new(
            "on_daily_quota", SlopSettings.OnDailyQuotaVariable,
            (s, text) => s with { OnDailyQuota = Word<DailyQuotaPolicy>(text) },
            s => Words.For(s.OnDailyQuota),
            null),
        new(
            "max_calls", SlopSettings.MaxCallsVariable,
            (s, text) => s with { MaxCalls = Number(text, 1, 1000, "calls") },
            s => Text(s.MaxCalls),
            null),
        new(
            "attempt_turns", SlopSettings.AttemptTurnsVariable,
            (s, text) => s with { AttemptTurns = Number(text, 1, 1000, "turns") },
            s => Text(s.AttemptTurns),
            null),
        new(
            "model_first_byte_seconds", SlopSettings.FirstByteVariable,
            (s, text) => s with { FirstByteSeconds = Number(text, 1, MostSeconds, "seconds") },
            s => Text(s.FirstByteSeconds),
            null),
        new(
            "model_idle_seconds", SlopSettings.IdleVariable,
            (s, text) => s with { IdleSeconds = Number(text, 1, MostSeconds, "seconds") },
            s => Text(s.IdleSeconds),
            null),
        new(
            "model_total_seconds", SlopSettings.TotalVariable,
            (s, text) => s with { TotalSeconds = Number(text, 1, MostSeconds, "seconds") },
            s => Text(s.TotalSeconds),
            null),
        new(
            "check_folder", SlopSettings.CheckFolderVariable,
            (s, text) => s with { CheckFolder = Word<CheckFolder>(text) },
            s => Words.For(s.CheckFolder),
            null),
        .. CommandKeys.All,
        new(
            "commit_files", SlopSettings.CommitFilesVariable,
            (s, text) => s with { CommitFiles = Number(text, 1, MostFiles, "files") },
            s => Text(s.CommitFiles),
            null),
        new(
            "commit_file_megabytes", SlopSettings.CommitFileMegabytesVariable,
            (s, text) => s with { CommitFileMegabytes = Number(text, 1, MostMegabytes, "megabytes") },
            s => Text(s.CommitFileMegabytes),
            null),
        new(
            "commit_megabytes", SlopSettings.CommitMegabytesVariable,
            (s, text) => s with { CommitMegabytes = Number(text, 1, MostMegabytes, "megabytes") },
            s => Text(s.CommitMegabytes),
            null),
        new(
            "large_file_kilobytes", SlopSettings.LargeFileVariable,
            (s, text) => s with { LargeFileKilobytes = Number(text, 1, MostMegabytes * 1024, "kilobytes") },
            s => Text(s.LargeFileKilobytes),
            null),
        new(
            "allowed_filters", SlopSettings.AllowedFiltersVariable,
            (s, text) => s with { AllowedFilters = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) },
            s => s.AllowedFilters.Count == 0 ? "none" : string.Join(", ", s.AllowedFilters),
            null),
        new(
            PrivateFiles.Setting, SlopSettings.PrivateFilesVariable,
            (s, text) => s with { PrivateFiles = PrivateFiles.Read(text) },
            s => s.PrivateFiles.Describe(),
            null),
        new(
            "tool_rules", SlopSettings.ToolRulesVariable,
            (s, text) => s with { ToolRules = Rules(text) },
            s => s.ToolRules.Count == 0
                ? "none"
                : string.Join("; ", s.ToolRules.Select(r => $"{Words.For(r.Policy)} {r.Tool} {r.Prefix}".TrimEnd())),
            null),
        // Nor does one choose what runs outside the sandbox, or who is told.
        new(
            "notify_command", SlopSettings.NotifyCommandVariable,
            (s, text) => s with { NotifyCommand = text },
            s => s.NotifyCommand ?? "none",
            null),
        new(
            "notify_url", SlopSettings.NotifyUrlVariable,
            (s, text) => s with { NotifyUrl = Web(text) },
            s => s.NotifyUrl is { } url ? $"{url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}/…" : "none",
            null)
        {
            IsSecret = true,
        },
        new(
            "notify_after_minutes", SlopSettings.NotifyAfterVariable,
            (s, text) => s with { NotifyAfterMinutes = Number(text, 1, MostMinutes, "minutes") },
            s => Text(s.NotifyAfterMinutes),
            null),
    ];

    /// <summary>The variables of those that the worker itself reads: of the others a track takes with it what it needs.</summary>
    public static IReadOnlyList<string> WorkerVariables { get; } =
    [
        SlopSettings.CatalogueVariable, SlopSettings.MaxCallsVariable, SlopSettings.FirstByteVariable, SlopSettings.IdleVariable,
        SlopSettings.TotalVariable, SlopSettings.CheckFolderVariable, .. CommandKeys.All.Select(key => key.Variable),
        SlopSettings.CommitFilesVariable, SlopSettings.CommitFileMegabytesVariable, SlopSettings.CommitMegabytesVariable,
        SlopSettings.LargeFileVariable, SlopSettings.AllowedFiltersVariable, SlopSettings.PrivateFilesVariable,
        SlopSettings.NotifyCommandVariable, SlopSettings.NotifyUrlVariable, SlopSettings.EncryptionVariable,
    ];

    private static bool Reviews(string text) => text.ToLowerInvariant() switch
    {
        "off" => false,
        "tier_2" => true,
        _ => throw new FormatException($"'{text}' is not one of off, tier_2."),
    };

    internal static IReadOnlyList<ModelName> Models(string text) =>
        text.Split(Arrows, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names
        ? [.. names.Select(ModelName.Parse)]
        : throw new FormatException("the ladder names no model.");

    private static IReadOnlyList<ToolRule> Rules(string text)
    {
        const string Form = "[{\"tool\":\"run_command\",\"prefix\":\"npm test\",\"policy\":\"deny\",\"priority\":0}]";
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

    internal static int Number(string text, int least, int most, string unit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' is not a whole number of {unit} from {least} to {most}.");

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The enum's own order is that of stored documents and says nothing.
    private static int Protects(SandboxMode mode) => mode switch
    {
        SandboxMode.Off => 0,
        SandboxMode.Auto => 1,
        SandboxMode.Required => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    private static T Word<T>(string text)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return words.Where(word => Words.For(word).Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<T?>().SingleOrDefault()
            ?? throw new FormatException($"'{text}' is not one of {string.Join(", ", words.Select(Words.For))}.");
    }
}
