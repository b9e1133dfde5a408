namespace SlopTemporal.Door;

/// <summary>A step of the door did not work; the command is not started.</summary>
internal sealed class DoorException(string message) : Exception(message)
{
    /// <summary>As other programs that start a program have it for failures of their own.</summary>
    public const int ExitCode = 125;
}
