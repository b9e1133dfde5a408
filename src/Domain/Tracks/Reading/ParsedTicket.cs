using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>A ticket with the places that other tickets refer to.</summary>
/// <param name="Ticket">Defaults stand in for what could not be read.</param>
/// <param name="Id">
/// The text of the id even if it is not a valid one, so that tickets which depend on it are not reported as well; null: it has none.
/// </param>
/// <param name="IdAt">Place of the id; without one the place of the ticket.</param>
/// <param name="Dependencies">In file order, texts only.</param>
internal sealed record ParsedTicket(Ticket Ticket, string? Id, Span IdAt, IReadOnlyList<Dependency> Dependencies);

/// <summary>An entry of <c>depends_on</c>.</summary>
internal readonly record struct Dependency(string Id, Span At);
