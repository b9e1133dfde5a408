using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The object whose fields are read.</summary>
/// <param name="State">What the whole reading gathers.</param>
/// <param name="Prefix">What stands before the names of the fields of an inner object, such as <c>budget.</c>.</param>
internal sealed record FieldScope(ReadingState State, string Prefix = "")
{
    /// <summary>Counted from 1; null for the track itself.</summary>
    public int? Number { get; init; }

    /// <summary>Id of the ticket, if it is one and has one.</summary>
    public string? Ticket { get; init; }

    /// <summary>How messages name the track or ticket.</summary>
    public string Subject => (Ticket, Number) switch
    {
        ({ } id, _) => $"ticket {Printable.Quote(id)}",
        (_, { } number) => string.Create(CultureInfo.InvariantCulture, $"ticket {number}"),
        _ => "the track",
    };

    /// <summary>Texts of <c>depends_on</c> with their places.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; set; } = [];

    public void Error(ProblemDraft draft) => State.Problems.Error(draft with { Ticket = Ticket });

    public void Warning(ProblemDraft draft) => State.Problems.Warning(draft with { Ticket = Ticket });

    public void ReportDuplicate(JsonNode name, JsonNode first) =>
        Error(new(ProblemCodes.FieldTwice, name.At, $"{Subject}: the field {Printable.Quote(name.Text)} is given twice")
        {
            Help = "keep one of them",
            Related = [new(first.At, "first given here")],
        });

    public void NoteRepositoryField(FieldValue value, JsonNode name)
    {
        var isEmpty = value.IsNull || (value.Node.Kind == JsonTokenType.StartArray && !value.Node.Children.Any);
        if (!isEmpty)
        {
            var known = State.RepositoryFields.GetValueOrDefault(value.Name);
            var words = $"{Subject}: {value.Name} has no effect in a track without a repository";
            State.RepositoryFields[value.Name] = known is not null
                ? known with { Times = known.Times + 1 }
                : new(new(ProblemCodes.NoEffect, name.At, words) { Ticket = Ticket }, 1);
        }
    }
}
