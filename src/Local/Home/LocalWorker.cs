using System.Text.Json.Serialization;

namespace SlopTemporal.Local.Home;

/// <summary>The worker of a home, as <c>local.json</c> records it.</summary>
/// <param name="Version">Names the build that runs.</param>
public sealed record LocalWorker(int Pid, long Started, string Version)
{
    [JsonIgnore]
    public ProcessIdentity Process => new(Pid, Started);
}
