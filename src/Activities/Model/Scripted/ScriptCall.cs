using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models.Scripts;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>Where in a track a model call stands; travels in the call's options, and only the scripted model reads it.</summary>
/// <param name="Ticket">Empty for calls of the track itself.</param>
/// <param name="Tier">1 to 4.</param>
/// <param name="Attempt">The ticket's attempt, from 1.</param>
/// <param name="Turn">From 1 within attempt and tier.</param>
/// <param name="FailedTries">Failures of this turn that are in the journal, so that a kill never forgets one.</param>
public sealed record ScriptCall(string Track, string Ticket, int Tier, int Attempt, int Turn, int FailedTries)
{
    private const string Key = "slop.call";

    /// <summary>The place of its answer in a script.</summary>
    public ScriptPlace Place => new(Ticket, Tier, Attempt, Turn);

    /// <summary>The place in the options of a call.</summary>
    /// <exception cref="InvalidOperationException">The caller gave none.</exception>
    public static ScriptCall ReadFrom(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out ScriptCall? call) && call is not null
        ? call
        : throw new InvalidOperationException(
            "The scripted model answers calls of tracks only: the options of this one do not say where it stands.");

    /// <summary>Puts the place into the options of a call.</summary>
    public void PutInto(ChatOptions options) => (options.AdditionalProperties ??= [])[Key] = this;
}
