using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Activities.Model;

/// <summary>A source of models; a new one is a class and a line of registration.</summary>
public interface IModelProvider
{
    /// <summary>What stands before the colon of a model's name.</summary>
    string Name { get; }

    /// <summary>A client of one model, for the calls of one track.</summary>
    IChatClient Create(ModelName model, TrackDocument document);
}
