using System.Collections.Concurrent;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Workflows;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Journals;

/// <summary>The documents that runs of tracks are bound to, read once.</summary>
public sealed class Documents(ContentStore store)
{
    /// <summary>Documents kept in memory; more than tracks that run at once.</summary>
    public const int MaxDocuments = 32;

    private readonly ConcurrentDictionary<string, Loaded> _documents = new(StringComparer.Ordinal);

    /// <summary>The document of that hash.</summary>
    /// <exception cref="ApplicationFailureException">It is not in the content store (<see cref="Failures.Workspace"/>).</exception>
    public TrackDocument Load(string hash) => Find(hash).Document;

    /// <summary>The ticket of an attempt.</summary>
    /// <exception cref="ApplicationFailureException">The document has no such ticket (<see cref="Failures.Workspace"/>).</exception>
    public Ticket Ticket(AttemptScope scope) =>
        Find(scope.Run.Document).Tickets.GetValueOrDefault(scope.Ticket)
        ?? throw Missing($"Track {scope.Run.Track} has no ticket '{scope.Ticket}' in its document {scope.Run.Document}.");

    /// <summary>The same; null where the scope is not that of a ticket.</summary>
    public Ticket? FindTicket(AttemptScope scope) => Find(scope.Run.Document).Tickets.GetValueOrDefault(scope.Ticket);

    /// <summary>A text that a workflow names by its hash.</summary>
    /// <exception cref="ApplicationFailureException">It is not in the content store (<see cref="Failures.Workspace"/>).</exception>
    public string Text(string hash) => ReadStored(() => store.GetText(hash));

    private Loaded Find(string hash)
    {
        if (_documents.TryGetValue(hash, out var known))
        {
            return known;
        }

        var document = ReadStored(() => store.GetJson<TrackDocument>(hash));
        if (_documents.Count >= MaxDocuments)
        {
            _documents.Clear();
        }

        return _documents[hash] = new(document, document.Track.Tickets.ToDictionary(t => t.Id, StringComparer.Ordinal));
    }

    private static T ReadStored<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ContentMissingException e)
        {
            throw Missing(e.Message);
        }
    }

    private static ApplicationFailureException Missing(string message) => new(message, Failures.Workspace, nonRetryable: true);

    // A track may have 100,000 tickets, and each of their activities asks for one.
    private sealed record Loaded(TrackDocument Document, Dictionary<string, Ticket> Tickets);
}
