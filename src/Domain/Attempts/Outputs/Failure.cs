namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>One failure that a tool tells of.</summary>
/// <param name="At">Its line.</param>
internal sealed record Failure(int At, string? Name, string? Why, string? Place)
{
    /// <param name="others">How many more have failed.</param>
    public string Sentence(int others)
    {
        var text = (Name, Why) switch
        {
            (null, _) => Why ?? "",
            (_, null) => Name,
            _ => $"{Name}: {Why}",
        };
        var place = Place is null || text.Contains(Place, StringComparison.Ordinal) ? "" : $" ({Place})";
        var more = others == 0 ? "" : $" … and {others} more";
        return Preview.Line(text + place, Preview.MaxLength - more.Length) + more;
    }
}
