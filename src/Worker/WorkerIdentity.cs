namespace SlopTemporal.Worker;

/// <summary>Who this worker is to the server: <c>&lt;home&gt;/&lt;instance&gt;</c>, a new instance at each start.</summary>
/// <param name="Home">Id of the home folder.</param>
/// <param name="Instance">Different at each start of the worker.</param>
internal sealed record WorkerIdentity(string Home, string Instance, string TaskQueue)
{
    public string Name => $"{Home}/{Instance}";

    /// <summary>True: an identity of this home from before its last start. Nobody else may hold it: the home is locked.</summary>
    public bool IsEarlierInstance(string identity) => identity.StartsWith(Home + "/", StringComparison.Ordinal) && identity != Name;
}
