namespace SlopTemporal.Worker;

/// <summary>Who this worker is to the server: <c>&lt;home&gt;/&lt;life&gt;</c>, a new life each start.</summary>
/// <param name="Home">Id of the home folder.</param>
/// <param name="Life">Differs from start to start.</param>
/// <param name="TaskQueue">The home's queue.</param>
internal sealed record WorkerIdentity(string Home, string Life, string TaskQueue)
{
    public string Name => $"{Home}/{Life}";

    /// <summary>True: an identity of this home from before its last start. Nobody else may hold it: the home is locked.</summary>
    public bool IsFormerLife(string identity) => identity.StartsWith(Home + "/", StringComparison.Ordinal) && identity != Name;
}
