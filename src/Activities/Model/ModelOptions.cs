using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model;

/// <summary>What is asked of a model beside the conversation.</summary>
internal static class ModelOptions
{
    /// <summary>The level of thinking in the provider's own word, among the options' properties.</summary>
    public const string ThinkingLevel = "thinking_level";

    /// <param name="isKnown">False: the card is a guess.</param>
    /// <param name="thinking">The level that a person wants for the tier, as far as the model knows it; null: that of the card.</param>
    public static ChatOptions For(ModelName model, ModelCard card, bool isKnown, string? thinking = null)
    {
        var options = new ChatOptions
        {
            ModelId = model.Name,
            // Without a limit a model that does not stop by itself runs for an hour.
            MaxOutputTokens = isKnown || ProviderDescriptors.Find(model.Provider)?.AcceptsHighOutputLimit != false ? card.MaxOutput : null,
        };
        var wanted = thinking is null
            ? null
            : card.ThinkingLevels.FirstOrDefault(known => known.Equals(thinking, StringComparison.OrdinalIgnoreCase));
        if (card.Thinking == ThinkingControl.Level && (wanted ?? card.ThinkingLevel) is { } level)
        {
            options.AdditionalProperties = new() { [ThinkingLevel] = level };
        }

        return options;
    }
}
