using SlopTemporal.Domain.Tracks.Reading.Fields;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>What one reading gathers on its way through a file.</summary>
internal sealed class ReadingState(JsonTree tree, IEnumerable<ProblemDraft> mistakes, TrackSource source)
{
    public TrackSource Source => source;

    public ProblemList Problems { get; } = new(tree, mistakes);

    public List<ParsedTicket> Tickets { get; } = [];

    /// <summary>The list of tickets, where it is empty; null: it is not.</summary>
    public FieldValue? NoTickets { get; set; }

    /// <summary>Fields that mean nothing without a repository, in file order: the first place of each, and how often.</summary>
    public Dictionary<string, RepositoryField> RepositoryFields { get; } = [];

    public int LineOf(Span at) => tree.Text.PositionOf(at.Start).Line;
}

/// <summary>A field that means nothing without a repository.</summary>
internal sealed record RepositoryField(ProblemDraft First, int Times);
