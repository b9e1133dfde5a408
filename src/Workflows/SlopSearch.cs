using Temporalio.Common;

namespace SlopTemporal.Workflows;

/// <summary>The search attributes, all of type keyword: people filter the Web UI's list by them.</summary>
public static class SlopSearch
{
    /// <summary>Id of the track; its tickets have it too.</summary>
    public static SearchAttributeKey<string> Track { get; } = SearchAttributeKey.CreateKeyword("SlopTrack");

    /// <summary>Id of the ticket; only workflows of tickets have it.</summary>
    public static SearchAttributeKey<string> Ticket { get; } = SearchAttributeKey.CreateKeyword("SlopTicket");

    /// <summary>Status, such as <c>running</c> or <c>blocked</c>.</summary>
    public static SearchAttributeKey<string> State { get; } = SearchAttributeKey.CreateKeyword("SlopState");

    /// <summary>Id of the open gate.</summary>
    public static SearchAttributeKey<string> Gate { get; } = SearchAttributeKey.CreateKeyword("SlopGate");

    /// <summary>Tier that is at work.</summary>
    public static SearchAttributeKey<string> Tier { get; } = SearchAttributeKey.CreateKeyword("SlopTier");

    /// <summary>What the server has to know before a track can be found by them.</summary>
    public static IReadOnlyList<SearchAttributeKey> All { get; } = [Track, Ticket, State, Gate, Tier];
}
