using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>How a track file is to be run.</summary>
/// <param name="File">As the user wrote it.</param>
internal sealed record RunOptions(string File)
{
    /// <summary>Null: <c>script.json</c> beside the track file.</summary>
    public string? Script { get; init; }

    /// <summary>True: real models, though a script lies beside the track file.</summary>
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
