namespace SlopTemporal.Local.Files;

/// <summary>What reading a file gave.</summary>
public abstract record ReadResult
{
    private ReadResult()
    {
    }

    /// <param name="Content">All bytes, as they are.</param>
    /// <param name="Sha256">Their hash, which an edit has to name.</param>
    public sealed record Text(ReadOnlyMemory<byte> Content, string Sha256) : ReadResult;

    /// <summary>There is a NUL byte near the start.</summary>
    public sealed record Binary(long Bytes, string Sha256) : ReadResult;

    /// <summary>More bytes than <see cref="WorktreeFiles.MaxBytes"/>.</summary>
    public sealed record TooLarge(long Bytes) : ReadResult;

    public sealed record Missing : ReadResult;
}
