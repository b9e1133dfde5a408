using System.Text.Json.Serialization;

namespace SlopTemporal.Domain.Models;

/// <summary>Tokens and money of model calls, added up.</summary>
public sealed record Usage
{
    /// <summary>Nothing spent, no call made.</summary>
    public static Usage None { get; } = new();

    /// <summary>Tokens sent, cached ones included.</summary>
    public long Input { get; init; }

    /// <summary>Tokens answered, thoughts not included.</summary>
    public long Output { get; init; }

    /// <summary>Part of <see cref="Input"/> that came from the provider's cache.</summary>
    public long Cached { get; init; }

    /// <summary>Tokens of thinking, billed as output.</summary>
    public long Thoughts { get; init; }

    /// <summary>All tokens that are paid for.</summary>
    [JsonIgnore]
    public long Tokens => Input + Output + Thoughts;

    /// <summary>Calls made, failed ones included.</summary>
    public int Calls { get; init; }

    /// <summary>US dollars at the price of the day of the call.</summary>
    public decimal Usd { get; init; }

    public static Usage operator +(Usage a, Usage b) => new()
    {
        Input = a.Input + b.Input,
        Output = a.Output + b.Output,
        Cached = a.Cached + b.Cached,
        Thoughts = a.Thoughts + b.Thoughts,
        Calls = a.Calls + b.Calls,
        Usd = a.Usd + b.Usd,
    };
}
