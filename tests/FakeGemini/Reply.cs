using System.Text;

namespace SlopTemporal.FakeGemini;

/// <summary>What happens to the connection after the last byte.</summary>
public enum Ending
{
    /// <summary>The body ends as it should.</summary>
    Close,

    /// <summary>The connection breaks.</summary>
    Abort,

    /// <summary>Silence, until the client gives up.</summary>
    Hold,
}

/// <summary>Bytes to answer, each element a write of its own.</summary>
public sealed record Reply
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "text/event-stream";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public IReadOnlyList<byte[]> Writes { get; init; } = [];

    public Ending Ending { get; init; }

    /// <summary>True: not even the status comes.</summary>
    public bool HoldsBeforeStart { get; init; }

    public static Reply Raw(params string[] writes) => new() { Writes = [.. writes.Select(Encoding.UTF8.GetBytes)] };

    /// <summary>The same bytes in small pieces, cut anywhere.</summary>
    public Reply Split(int bytes) => this with { Writes = [.. Writes.SelectMany(w => w).Chunk(bytes)] };
}
