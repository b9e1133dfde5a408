namespace SlopTemporal.Domain.Models;

/// <summary>Shipped prices of text models, standard tier, as their providers' price pages had them in autumn 2026.</summary>
public static class ModelPrices
{
    private static readonly DateOnly Always = DateOnly.MinValue;
    private static readonly DateOnly December = new(2026, 12, 1);
    private static readonly DateOnly January = new(2027, 1, 1);

    private static readonly SortedDictionary<string, ModelPrice[]> Gemini = new(StringComparer.Ordinal)
    {
        ["gemini-2.5-flash-lite"] = [new(Always, 0.10m, 0.40m, 0.01m)],
        // From December on it is answered, and billed, by 3.5-flash-lite.
        ["gemini-2.5-flash"] = [new(Always, 0.30m, 2.50m, 0.03m)],
        ["gemini-3-flash-preview"] = [new(Always, 0.50m, 3.00m, 0.05m)],
        ["gemini-3.1-flash-lite"] = [new(Always, 0.25m, 1.50m, 0.025m)],
        ["gemini-3.5-flash-lite"] = [new(Always, 0.30m, 2.50m, 0.03m)],
        ["gemini-3.5-flash"] = [new(Always, 1.50m, 9.00m, 0.15m)],
        ["gemini-3.6-flash"] = [new(Always, 0.75m, 3.75m, 0.075m), new(January, 1.50m, 7.50m, 0.15m)],
        ["gemini-3.7-flash"] = [new(Always, 0.75m, 3.75m, 0.075m), new(January, 1.50m, 7.50m, 0.15m)],
        ["gemini-3.8-flash"] = [new(Always, 0.75m, 3.75m, 0.075m), new(January, 1.50m, 7.50m, 0.15m)],
        ["gemini-3.1-pro-preview"] = [new(Always, 2.00m, 12.00m, 0.20m) { Above = new(Always, 4.00m, 18.00m, 0.40m) }],
        ["gemini-4-argon"] = [new(Always, 2.00m, 10.00m, 0.10m), new(December, 4.00m, 20.00m, 0.20m)],
    };

    /// <summary>A model that nobody priced counts as the dearest, so that a budget holds.</summary>
    private static readonly ModelPrice Dearest = new(Always, 4.00m, 20.00m, 0.40m);

    /// <summary>US dollars of a call; the scripted model costs nothing.</summary>
    public static decimal Of(ModelName model, Usage call, DateOnly day) => model.Provider == ModelName.Scripted ? 0 : At(model.Name, day).Of(call);

    private static ModelPrice At(string name, DateOnly day) =>
        Gemini.TryGetValue(name, out var prices) && prices.LastOrDefault(p => p.From <= day) is { } price ? price : Dearest;
}
