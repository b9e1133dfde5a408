using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Answers;

/// <summary>What becomes of a ticket that is blocked for good.</summary>
public enum WayOnKind
{
    /// <summary>Other tickets take its place.</summary>
    Split,

    /// <summary>It is tried again with other words.</summary>
    Reword,

    /// <summary>A person has to look at it.</summary>
    Person,
}

/// <summary>A way on for a blocked ticket, as tier 2 proposes it.</summary>
/// <param name="Reason">Why, one line.</param>
public sealed record WayOn(WayOnKind Kind, string Reason)
{
    private const int MaxReason = 300;
    private const int MaxDescription = 20_000;

    /// <summary>What the ticket asks for from now on; only where it is reworded.</summary>
    public string? Description { get; init; }

    /// <summary>The tickets that take its place, JSON as in a track file; only where it is split.</summary>
    public string? Tickets { get; init; }

    /// <summary>Reads <c>{"decision":"split","reason":"…","tickets":[…]}</c> and its kin.</summary>
    /// <returns>Null: the reply has another form.</returns>
    public static WayOn? Read(string reply)
    {
        if (JsonAnswer.Find(reply, '{') is not { ValueKind: JsonValueKind.Object } node)
        {
            return null;
        }

        var reason = Preview.Line(JsonAnswer.Text(node, "reason") ?? "no reason was given", MaxReason);
        return JsonAnswer.Text(node, "decision")?.ToLowerInvariant() switch
        {
            "person" => new(WayOnKind.Person, reason),
            "reword" when JsonAnswer.Text(node, "description") is { } words =>
                new(WayOnKind.Reword, reason) { Description = Preview.Head(words, MaxDescription) },
            "split" when JsonAnswer.Items(node, "tickets") is { Count: > 0 }
                && node.GetProperty("tickets").GetRawText() is var tickets && !HalfCharacters.IsIn(tickets) =>
                new(WayOnKind.Split, reason) { Tickets = tickets },
            _ => null,
        };
    }
}
