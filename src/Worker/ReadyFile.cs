using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Worker;

/// <summary><c>worker.ready</c> in the home: written when the worker polls, read by <c>slop up</c>.</summary>
internal sealed record ReadyFile(ProcessIdentity Process, string Version, string Address, DateTimeOffset At)
{
    public static void Write(SlopHome home, string version, string address)
    {
        var ready = new ReadyFile(ProcessIdentity.Current, version, address, DateTimeOffset.UtcNow);
        AtomicFile.Write(Path.Combine(home.Root, "worker.ready"), JsonSerializer.Serialize(ready, SlopJson.Options));
    }
}
