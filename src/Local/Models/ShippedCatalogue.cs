using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Models;

/// <summary>The catalogue that comes with the program, and what a person's rows make of it.</summary>
public static class ShippedCatalogue
{
    private const string Key = "model";

    /// <summary>A misspelt member must not leave a price as it was.</summary>
    private static readonly JsonSerializerOptions Strict = new(SlopJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The shipped catalogue, without the rows of a person.</summary>
    public static ModelCatalogue Value { get; } = Read(Shipped());

    /// <summary>The shipped rows with these: a member given takes the place of the shipped one, an unknown model is a new row.</summary>
    /// <param name="rows">A JSON array of rows.</param>
    /// <exception cref="FormatException">A row cannot be read, or says what cannot be.</exception>
    public static ModelCatalogue With(string rows)
    {
        try
        {
            var all = Shipped();
            foreach (var row in Rows(rows))
            {
                var name = (string?)row[Key] ?? throw new FormatException("a row has no \"model\".");
                var shipped = all.FirstOrDefault(r => (string?)r[Key] == name) ?? AddRow(all);
                foreach (var (member, value) in row)
                {
                    shipped[member] = value?.DeepClone();
                }
            }

            var catalogue = Read(all);
            return Problem(catalogue) is { } problem ? throw new FormatException(problem) : catalogue;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            const string example = """[{"model":"gemini-3.8-flash","prices":[{"input":0.75,"output":3.75,"cached":0.075}]}]""";
            throw new FormatException($"expected {example}: {e.Message}", e);
        }
    }

    private static string? Problem(ModelCatalogue catalogue) => catalogue.Cards.Select(Problem).FirstOrDefault(p => p is not null);

    private static string? Problem(ModelCard card) => card switch
    {
        { MaxOutput: < 1 } or { MaxInput: < 1 } or { Concurrency: < 1 } or { TokensPerMinute: < 1 } => $"{card.Model}: a limit is below 1.",
        { ThinkingLevel: { } level } when !card.ThinkingLevels.Contains(level) =>
            $"{card.Model} does not know the thinking level {level}; it knows {string.Join(", ", card.ThinkingLevels)}.",
        _ when card.Prices.Any(p => p.Input < 0 || p.Output < 0 || p.Cached < 0) => $"{card.Model}: a price is below 0.",
        _ when !card.Prices.Select(p => p.From).SequenceEqual(card.Prices.Select(p => p.From).Order()) =>
            $"{card.Model}: the prices are not in order of time.",
        _ => null,
    };

    private static JsonObject AddRow(List<JsonObject> all)
    {
        all.Add([]);
        return all[^1];
    }

    private static ModelCatalogue Read(List<JsonObject> rows) => new([.. rows.Select(r => r.Deserialize<ModelCard>(Strict)!)]);

    private static List<JsonObject> Rows(string text) =>
        [.. JsonNode.Parse(text, documentOptions: Lenient)!.AsArray().Select(r => r!.AsObject())];

    private static List<JsonObject> Shipped()
    {
        using var stream = typeof(ShippedCatalogue).Assembly.GetManifestResourceStream("models.json")!;
        using var reader = new StreamReader(stream);
        return Rows(reader.ReadToEnd());
    }
}
