namespace SlopTemporal.Domain.Models;

/// <summary>What a model costs from a day on: US dollars for a million tokens.</summary>
/// <param name="Input">For tokens sent that are not in the provider's cache.</param>
/// <param name="Output">For tokens answered, thoughts included.</param>
/// <param name="Cached">For tokens sent that are in the provider's cache.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal Cached)
{
    private const decimal Million = 1_000_000;

    /// <summary>First day of the price, UTC.</summary>
    public DateOnly From { get; init; }

    /// <summary>The price of calls whose prompt is longer than <see cref="LongPrompt"/>; null: the same.</summary>
    public ModelPrice? Above { get; init; }

    /// <summary>Tokens of a prompt from which providers that have a step charge more.</summary>
    public const long LongPrompt = 200_000;

    /// <summary>US dollars of one call.</summary>
    public decimal CostOf(Usage call)
    {
        var price = call.Input > LongPrompt && Above is { } higher ? higher : this;
        var input = ((call.Input - call.Cached) * price.Input) + (call.Cached * price.Cached);
        return (input + ((call.Output + call.Thoughts) * price.Output)) / Million;
    }
}
