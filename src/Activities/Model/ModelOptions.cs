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
    public static ChatOptions For(ModelName model, ModelCard card, bool isKnown)
    {
        var options = new ChatOptions
        {
            ModelId = model.Name,
            // Without a limit a model that does not stop by itself runs for an hour.
            MaxOutputTokens = isKnown || ProviderDescriptors.Find(model.Provider)?.AcceptsHighOutputLimit != false ? card.MaxOutput : null,
        };
        if (card is { Thinking: ThinkingControl.Level, ThinkingLevel: { } level })
        {
            options.AdditionalProperties = new() { [ThinkingLevel] = level };
        }

        return options;
    }
}
