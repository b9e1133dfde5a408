using System.Text.Json.Serialization;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>One mistake in a file: what is wrong, where, and the way out.</summary>
public sealed record Problem
{
    /// <summary>Stable, one of <see cref="ProblemCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence without a full stop; names the ticket and the field.</summary>
    public required string Message { get; init; }

    /// <summary>Counted from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Counted from 1, in characters.</summary>
    public int Column { get; init; } = 1;

    /// <summary>JSON pointer to the value; empty for the whole file.</summary>
    [JsonPropertyName("pointer")]
    public string JsonPointer { get; init; } = "";

    /// <summary>The ticket it belongs to, as the file names it.</summary>
    public string? Ticket { get; init; }

    /// <summary>How to put it right.</summary>
    public string? Help { get; init; }

    /// <summary>A few words beside the caret.</summary>
    public string? Label { get; init; }

    /// <summary>The line of the place; null where the file has no readable lines.</summary>
    public Excerpt? Source { get; init; }

    /// <summary>Other places that belong to it: the first definition of a duplicate, the edges of a cycle.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];
}

/// <summary>Another place that belongs to a problem.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in characters.</param>
/// <param name="Source">The line of the place.</param>
/// <param name="Label">What is there.</param>
public sealed record RelatedPlace(int Line, int Column, Excerpt Source, string Label);
