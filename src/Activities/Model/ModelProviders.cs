using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Activities.Model;

/// <summary>Picks the provider of a model.</summary>
public sealed class ModelProviders(IEnumerable<IModelProvider> providers)
{
    private readonly Dictionary<string, IModelProvider> _providers = providers.ToDictionary(
        p => p.Descriptor.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A client of the model.</summary>
    /// <exception cref="ModelReplyException">Final: there is no such provider.</exception>
    public IChatClient Create(ModelName model, TrackDocument document) => _providers.TryGetValue(model.Provider, out var provider)
        ? provider.Create(model, document)
        : throw new ModelReplyException(FailureKind.Final, Unknown(model), null, Usage.None);

    /// <summary>False: the track's models are a script's, which has no answer of that tier.</summary>
    public bool Answers(TrackDocument document, ReplyPlace place) =>
        document.ModelsOf(place.Tier).Ladder is not [var model, ..]
        || !_providers.TryGetValue(model.Provider, out var provider)
        || provider.Answers(document, place);

    private string Unknown(ModelName model) =>
        $"{model.Provider} is not available in this version (model {model}); "
        + $"there is {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}: run with --script.";
}
