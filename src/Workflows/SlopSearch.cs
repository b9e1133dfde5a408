using Temporalio.Common;

namespace SlopTemporal.Workflows;

/// <summary>The search attributes, all keywords: what people filter the Web UI's list by.</summary>
public static class SlopSearch
{
    /// <summary>Track id.</summary>
    public static SearchAttributeKey<string> Track { get; } = SearchAttributeKey.CreateKeyword("SlopTrack");

    /// <summary>Ticket id.</summary>
    public static SearchAttributeKey<string> Ticket { get; } = SearchAttributeKey.CreateKeyword("SlopTicket");

    /// <summary>Status, such as <c>running</c> or <c>blocked</c>.</summary>
    public static SearchAttributeKey<string> State { get; } = SearchAttributeKey.CreateKeyword("SlopState");

    /// <summary>Id of the open gate.</summary>
    public static SearchAttributeKey<string> Gate { get; } = SearchAttributeKey.CreateKeyword("SlopGate");

    /// <summary>Tier at work.</summary>
    public static SearchAttributeKey<string> Tier { get; } = SearchAttributeKey.CreateKeyword("SlopTier");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SearchAttributeKey> All { get; } = [Track, Ticket, State, Gate, Tier];
}
