using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Local.Secrets;

namespace SlopTemporal.Local.Settings;

/// <summary>
/// Layers the settings: built in, a Temporal profile, the user's file, the repository's, the environment, flags; later wins.
/// </summary>
public static class SettingsLoader
{
    private const string Default = "default";

    /// <exception cref="SettingsException">A name or a value is wrong, anywhere.</exception>
    public static LoadedSettings Load(SettingsSources sources)
    {
        var problems = new List<string>();
        var (refused, lowered) = (new List<string>(), new List<string>());
        var effective = new List<EffectiveSetting>();
        Layer[] layers =
        [
            new("temporal profile", LayerKind.Plain, sources.Profile),
            new(sources.UserFile ?? "", LayerKind.Plain, SettingsFile.Read(sources.UserFile, problems)),
            new(
                sources.RepositoryFile ?? "",
                sources.Repository == RepositoryTrust.Confirmed ? LayerKind.Confirmed : LayerKind.RaisesOnly,
                SettingsFile.Read(sources.RepositoryFile, problems)),
            new("", LayerKind.Environment, sources.Environment),
            new("", LayerKind.Flags, sources.Flags),
        ];
        problems.AddRange(layers.Where(layer => layer.Kind != LayerKind.Environment).SelectMany(Unknown));

        var settings = new SlopSettings();
        foreach (var key in SettingKey.All)
        {
            var origin = Default;
            foreach (var layer in layers)
            {
                (settings, origin) = Apply(key, layer, settings, origin, new(problems, refused, lowered));
            }

            effective.Add(new(key.Name, key.Show(settings), origin));
        }

        return problems.Count == 0 ? new(settings, effective, refused) { Lowered = lowered } : throw new SettingsException(problems);
    }

    private static (SlopSettings Settings, string Origin) Apply(
        SettingKey key, Layer layer, SlopSettings before, string origin, Findings found)
    {
        if (!layer.Values.TryGetValue(layer.NameOf(key), out var text) || text.Length == 0)
        {
            return (before, origin);
        }

        try
        {
            var after = key.Read(before, text);
            if (Refusal(key, layer, before, after) is not { } reason)
            {
                return (after, layer.OriginOf(key));
            }

            if (layer.Kind == LayerKind.RaisesOnly && key.Protection is not null)
            {
                found.Lowered.Add($"{key.Name}: {key.Show(after)}");
            }

            found.Refused.Add($"{layer.Place} sets {key.Name} to '{(key.IsSecret ? key.Show(after) : Redaction.Apply(text))}', {reason}");
            return (before, origin);
        }
        catch (FormatException e)
        {
            found.Problems.Add($"{layer.OriginOf(key)}: {key.Name}: {e.Message}");
            return (before, origin);
        }
    }

    /// <summary>Why the layer may not make the change; null: it may.</summary>
    private static string? Refusal(
        SettingKey key, Layer layer, SlopSettings before, SlopSettings after) => (layer.Kind, key.Protection) switch
        {
            (LayerKind.RaisesOnly or LayerKind.Confirmed, null) =>
                $"which a repository must not do: '{key.Show(before)}' stays; set it in your own settings file, or with {key.Variable}.",
            (LayerKind.RaisesOnly, { } protection) when protection(after) < protection(before) =>
                $"which lowers protection: '{key.Show(before)}' stays; read the file and pass --trust, or set {key.Variable} yourself.",
            _ => null,
        };

    private static IEnumerable<string> Unknown(Layer layer) =>
        layer.Values.Keys
            .Where(name => SettingKey.All.All(key => key.Name != name))
            .Select(name => $"{layer.Place}: there is no setting '{name}'.{Hint(name)}");

    private static string Hint(string name) =>
        Suggestions.For(name, SettingKey.All.Select(key => key.Name)) is [var best, ..] ? $" Did you mean '{best}'?" : "";

    private sealed record Layer(string File, LayerKind Kind, IReadOnlyDictionary<string, string> Values)
    {
        public string Place => Kind == LayerKind.Flags ? "flags" : File;

        public string NameOf(SettingKey key) => Kind == LayerKind.Environment ? key.Variable : key.Name;

        public string OriginOf(SettingKey key) => Kind switch
        {
            LayerKind.Environment => key.Variable,
            LayerKind.Flags => "--" + key.Name.Replace('_', '-'),
            _ => File,
        };
    }

    private sealed record Findings(List<string> Problems, List<string> Refused, List<string> Lowered);

    private enum LayerKind
    {
        Plain,

        /// <summary>The repository's file, confirmed by a person.</summary>
        Confirmed,

        /// <summary>The repository's file, which nobody has confirmed.</summary>
        RaisesOnly,
        Environment,
        Flags,
    }
}
