namespace SlopTemporal.Domain.Prompts;

/// <summary>A ticket that another one depends on, as it ended.</summary>
/// <param name="Id">Its id.</param>
public sealed record FinishedTicket(string Id)
{
    /// <summary>The last words of its model, whole; null: none are on record.</summary>
    public string? Answer { get; init; }

    /// <summary>Paths of the files that its commit changes, the first of them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Number of files that it changes beyond those.</summary>
    public int MoreFiles { get; init; }

    /// <summary>True: it was given up, and its dependants go on without it.</summary>
    public bool IsSkipped { get; init; }
}
