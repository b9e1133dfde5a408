using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>How a track file is to be run.</summary>
/// <param name="File">As the user wrote it.</param>
internal sealed record RunOptions(string File)
{
    /// <summary>What it would hold, where there is no such file; null: there is one.</summary>
    public TrackFile? Made { get; init; }

    /// <summary>True: planned tickets are only kept, and none is started.</summary>
    public bool KeepsOnly { get; init; }

    /// <summary>Null: none, but for an example that came with the program, which has one.</summary>
    public string? Script { get; init; }

    /// <summary>True: real models, for an example too.</summary>
    public bool Live { get; init; }

    public Trust Trust { get; init; }

    /// <summary>True: a base on which <c>verify</c> fails does not stop the track.</summary>
    public bool AllowRed { get; init; }

    /// <summary>Null: as the settings say.</summary>
    public SandboxMode? Sandbox { get; init; }

    /// <summary>Null: as the file says.</summary>
    public int? MaxWorkers { get; init; }

    public IfCompleted IfCompleted { get; init; }

    public AtGates AtGates { get; init; }
}
