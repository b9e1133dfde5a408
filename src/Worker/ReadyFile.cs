using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Worker;

/// <summary><c>worker.ready</c> in the home: written when the worker polls, read by <c>slop up</c>.</summary>
/// <param name="Variables">Which variables it has, for a command line to compare with its own.</param>
internal sealed record ReadyFile(ProcessIdentity Process, string Version, string Address, DateTimeOffset At, VariableMarks Variables)
{
    /// <summary>A key that is made while it runs is one that it uses and reads; earlier builds refuse what that signed.</summary>
    public bool TakesNewKeys { get; init; } = true;

    public static void Write(SlopHome home, string version, string address)
    {
        var variables = VariableMarks.Of(EnvironmentVariables.OfProcess, WorkerVariables.Names);
        var ready = new ReadyFile(ProcessIdentity.Current, version, address, DateTimeOffset.UtcNow, variables);
        AtomicFile.Write(Path.Combine(home.Root, "worker.ready"), JsonSerializer.Serialize(ready, SlopJson.Options));
    }
}
