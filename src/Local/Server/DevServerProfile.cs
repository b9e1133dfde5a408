using System.Globalization;
using System.Text.Json;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SlopTemporal.Local.Server;

/// <summary>
/// The one profile of local servers: the <c>x-slop</c> block of <c>temporal-dev.yaml</c>, which is embedded in the program.
/// </summary>
public sealed class DevServerProfile
{
    private const string Resource = "temporal-dev.yaml";

    /// <summary>The server's dynamic configuration, by name: each value is a text, or a list of texts.</summary>
    public IReadOnlyDictionary<string, object> DynamicConfig { get; init; } = new Dictionary<string, object>();

    /// <summary>Settings of each connection to the database, by name.</summary>
    public IReadOnlyDictionary<string, string> SqlitePragma { get; init; } = new Dictionary<string, string>();

    /// <summary>Types of the search attributes, by name.</summary>
    public IReadOnlyDictionary<string, string> SearchAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Hours that closed workflows are kept.</summary>
    public int RetentionHours { get; init; }

    /// <summary>The profile that came with the program.</summary>
    public static DevServerProfile Load()
    {
        using var stream = typeof(DevServerProfile).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is missing from the program.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads the block from the text of the whole file.</summary>
    public static DevServerProfile Parse(string yaml)
    {
        var reader = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithTypeMapping<IReadOnlyDictionary<string, string>, Dictionary<string, string>>()
            .WithTypeMapping<IReadOnlyDictionary<string, object>, Dictionary<string, object>>()
            .IgnoreUnmatchedProperties()
            .Build();
        return reader.Deserialize<ComposeFile>(yaml).Profile;
    }

    /// <summary>What <c>temporal server start-dev</c> is told; all of it is needed at every start.</summary>
    public IReadOnlyList<string> Arguments() =>
    [
        .. SqlitePragma.SelectMany(pragma => new[] { "--sqlite-pragma", $"{pragma.Key}={pragma.Value}" }),
        .. DynamicConfigArguments(),
        .. SearchAttributes.SelectMany(attribute => new[] { "--search-attribute", $"{attribute.Key}={attribute.Value}" }),
    ];

    /// <summary>The part of it that is the dynamic configuration.</summary>
    public IEnumerable<string> DynamicConfigArguments() =>
        DynamicConfig.SelectMany(setting => new[] { "--dynamic-config-value", $"{setting.Key}={Json(setting.Value)}" });

    // The command line takes JSON: a duration is a string, with its quotes.
    private static string Json(object value) => value switch
    {
        IEnumerable<object> list => $"[{string.Join(',', list.Select(Json))}]",
        "true" or "false" => $"{value}",
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => text,
        _ => JsonSerializer.Serialize(value),
    };

    private sealed class ComposeFile
    {
        [YamlMember(Alias = "x-slop", ApplyNamingConventions = false)]
        public DevServerProfile Profile { get; init; } = new();
    }
}
