using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Models.Scripts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>Models that answer from the track's script.</summary>
public sealed class ScriptedProvider(ContentStore store, ScriptLog log) : IModelProvider
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);

    public ProviderDescriptor Descriptor => ScriptedDescriptor.Value;

    public IChatClient Create(ModelName model, TrackDocument document) => new ScriptedChatClient(model, Read(document), log);

    public bool Answers(TrackDocument document, ReplyPlace place) => Read(document).Has(place.ScriptTicket, place.Tier);

    private Script Read(TrackDocument document)
    {
        if (document.Script is not { } hash)
        {
            throw Final($"track {document.Track.Id} has no script; start it with --script FILE, or give it a ladder of real models.");
        }

        try
        {
            return _scripts.GetOrAdd(hash, h => Script.Parse(store.GetText(h)));
        }
        catch (Exception e) when (e is ScriptException or ContentMissingException)
        {
            throw Final(e.Message);
        }
    }

    private static ModelReplyException Final(string reason) => new(FailureKind.Final, reason, null, Usage.None);
}
