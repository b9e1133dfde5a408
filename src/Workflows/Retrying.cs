namespace SlopTemporal.Workflows;

/// <summary>Signal <c>retrying</c>, of the worker: an activity of the workflow fails again and again, and is tried again.</summary>
/// <remarks>The server does not show a workflow its own retries, so that nobody would learn of them before they end.</remarks>
/// <param name="Attempt">Tries so far, all of which failed.</param>
/// <param name="Reason">Why the last one failed, one line.</param>
public sealed record Retrying(int Attempt, string Reason)
{
    /// <summary>Name of the signal.</summary>
    public const string Signal = "retrying";

    /// <summary>For people: <c>verify failed 3 times and is tried again: …</c>.</summary>
    public string Describe(string doing) => $"{doing} failed {Attempt} times and is tried again: {Reason}";
}
