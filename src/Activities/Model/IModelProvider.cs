using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model;

/// <summary>The code behind a <see cref="ProviderDescriptor"/>; <see cref="ProviderRegistration"/> has a line for each.</summary>
public interface IModelProvider
{
    /// <summary>Which provider it is; the descriptor is one of <see cref="ProviderDescriptors.All"/>.</summary>
    ProviderDescriptor Descriptor { get; }

    /// <summary>A client of one model, for the calls of one track.</summary>
    IChatClient Create(ModelName model, TrackDocument document);

    /// <summary>False: it has nothing to say there, whatever it is asked, so that it is not asked at all.</summary>
    bool Answers(TrackDocument document, ReplyPlace place) => true;
}
