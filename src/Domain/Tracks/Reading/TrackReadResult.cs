namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>What reading a track file gave.</summary>
/// <param name="Track">Null if there is an error.</param>
/// <param name="Errors">In file order, at most <see cref="TrackDefaults.MaxProblems"/>.</param>
/// <param name="Warnings">In file order, at most <see cref="TrackDefaults.MaxProblems"/>.</param>
public sealed record TrackReadResult(Track? Track, IReadOnlyList<Problem> Errors, IReadOnlyList<Problem> Warnings);

/// <summary>What reading tickets for a running track gave.</summary>
/// <param name="Tickets">In the order given; empty if there is an error.</param>
/// <param name="Errors">In the order of the text, at most <see cref="TrackDefaults.MaxProblems"/>.</param>
/// <param name="Warnings">In the order of the text, at most <see cref="TrackDefaults.MaxProblems"/>.</param>
public sealed record TicketsReadResult(IReadOnlyList<Ticket> Tickets, IReadOnlyList<Problem> Errors, IReadOnlyList<Problem> Warnings);
