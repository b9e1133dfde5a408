namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>When a field must or may stand.</summary>
internal enum FieldUse
{
    Optional,
    Required,

    /// <summary>Means nothing in a track without a repository.</summary>
    Repository,
}

/// <summary>A field of an object, and how it is read into the record.</summary>
/// <param name="Name">As files write it.</param>
/// <param name="Read">The record with the value in it; reports what is wrong with the value.</param>
/// <param name="Use">When it must or may stand.</param>
internal sealed record Field<T>(string Name, Func<T, FieldValue, T> Read, FieldUse Use = FieldUse.Optional)
{
    /// <summary>
    /// The field without which a record gives this one no effect; it answers null where the record has it. Null: it needs no other.
    /// </summary>
    public Func<T, string?>? Without { get; init; }

    /// <summary>Whether a record can do without the field although it is required; null: it cannot.</summary>
    public Func<T, bool>? Unless { get; init; }
}
