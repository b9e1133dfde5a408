namespace SlopTemporal.Local.Processes;

/// <summary>A program could not be started.</summary>
public sealed class ProcessStartException(string message, Exception? cause) : Exception(message, cause)
{
    internal static ProcessStartException NotFound(string file) =>
        new($"The program '{file}' was not found. Install it, or put its folder on PATH.", null);

    internal static ProcessStartException Refused(ProcessSpec spec, Exception cause) =>
        new($"The program '{spec.File}' could not be started in {spec.WorkingDirectory}: {cause.Message}", cause);
}
