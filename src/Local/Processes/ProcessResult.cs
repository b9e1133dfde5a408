namespace SlopTemporal.Local.Processes;

/// <summary>Exit code and output of a program that has ended.</summary>
/// <param name="ExitCode">128 + signal if a signal ended it.</param>
/// <param name="Merged">Both streams in the order in which they came.</param>
/// <param name="TimedOut">It was ended because its time was over.</param>
public sealed record ProcessResult(
    int ExitCode,
    CapturedText Merged,
    CapturedText StandardOutput,
    CapturedText StandardError,
    bool TimedOut,
    TimeSpan Duration)
{
    /// <summary>Why whoever watched it ended it (<see cref="ProcessSpec.Watch"/>); null: it was not.</summary>
    public string? Excess { get; init; }

    /// <summary>What a person or a model would have seen.</summary>
    public string Output => Merged.Text;

    public bool Succeeded => ExitCode == 0 && !TimedOut;
}

/// <summary>What a program wrote to a stream, as text.</summary>
/// <param name="Text">The whole of it, or head and tail with a line between that says how much is missing.</param>
/// <param name="TotalBytes">All that was written, kept or not.</param>
public sealed record CapturedText(string Text, long TotalBytes, bool Truncated);
