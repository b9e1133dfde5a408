namespace SlopTemporal.Local.Files;

/// <summary>What a checked change of a file came to.</summary>
public abstract record WriteResult
{
    private WriteResult()
    {
    }

    /// <summary>The file is as asked.</summary>
    /// <param name="AlreadyThere">It was so before: an earlier try had got that far.</param>
    public sealed record Done(bool AlreadyThere) : WriteResult;

    /// <summary>The file is neither as expected nor as asked.</summary>
    /// <param name="FoundSha256">What is there now; null if nothing.</param>
    public sealed record Conflict(string? FoundSha256) : WriteResult;
}
