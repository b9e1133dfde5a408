namespace SlopTemporal.Domain.Models;

/// <summary>All models that something is known of.</summary>
public sealed record ModelCatalogue(IReadOnlyList<ModelCard> Cards)
{
    /// <summary>For a model without a price: an unknown one counts as the most expensive, so that a budget holds.</summary>
    private static readonly ModelPrice Highest = new(4.00m, 20.00m, 0.40m);

    private static readonly ModelPrice Free = new(0, 0, 0);

    public bool Contains(ModelName model) => Find(model) is not null;

    /// <summary>The model's card; for an unknown model one with the usual values.</summary>
    public ModelCard Get(ModelName model) => Find(model) ?? new() { Model = model.Name };

    /// <summary>Whether a call on a day (UTC) has a price of its own; without one it counts as the most expensive.</summary>
    public bool HasPrice(ModelName model, DateOnly day) => model.IsScripted || Get(model).Prices.Any(p => p.From <= day);

    /// <summary>US dollars of a call on a day (UTC); the scripted model costs nothing.</summary>
    public decimal Cost(ModelName model, Usage call, DateOnly day) => PriceOf(model, day).CostOf(call);

    /// <summary>The price of calls on a day (UTC).</summary>
    public ModelPrice PriceOf(ModelName model, DateOnly day) =>
        model.IsScripted ? Free : Get(model).Prices.LastOrDefault(p => p.From <= day) ?? Highest;

    /// <summary>The call with its cost in US dollars at the price of a day (UTC).</summary>
    public Usage WithCost(ModelName model, Usage call, DateOnly day) => call with { Usd = Cost(model, call, day) };

    private ModelCard? Find(ModelName model) =>
        Cards.FirstOrDefault(c => c.Model == model.ToString()) ?? Cards.FirstOrDefault(c => c.Model == model.Name);
}
