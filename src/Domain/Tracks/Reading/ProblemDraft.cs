using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>A problem whose places are still bytes.</summary>
internal sealed record ProblemDraft(string Code, Span At, string Message)
{
    public string? Help { get; init; }

    public string? Label { get; init; }

    public string? Ticket { get; init; }

    /// <summary>For a mistake of syntax: what to read instead, so that reading can go on. None: it ends here.</summary>
    public IReadOnlyList<Overwrite> Repair { get; init; } = [];

    public IReadOnlyList<LabelledSpan> Related { get; init; } = [];

    public Problem ToProblem(SourceText text, JsonTree? tree)
    {
        var position = text.PositionOf(At.Start);
        return new()
        {
            Code = Code,
            Message = Message,
            Line = position.Line,
            Column = position.Column,
            JsonPointer = tree?.PointerAt(At.Start) ?? "",
            Ticket = Ticket,
            Help = Help,
            Label = Label,
            Source = text.ExcerptOf(At),
            Related = [.. Related.Select(mark => mark.ToPlace(text))],
        };
    }
}

/// <summary>A place with a few words.</summary>
internal readonly record struct LabelledSpan(Span At, string Label)
{
    public RelatedPlace ToPlace(SourceText text)
    {
        var position = text.PositionOf(At.Start);
        return new(position.Line, position.Column, text.ExcerptOf(At), Label);
    }
}
