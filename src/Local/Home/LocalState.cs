using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>What <c>local.json</c> says about the local server and worker; every member may be missing.</summary>
public sealed record LocalState
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Host and port of the server's gRPC endpoint.</summary>
    public string? Address { get; init; }

    /// <summary>URL of the Web UI as people open it: the worker answers there. Null: not yet, or the server has none.</summary>
    public string? WebUi { get; init; }

    /// <summary>Host and port of the server's own Web UI, which stands in no other place: no web page can guess it.</summary>
    /// <remarks>Null beside a <see cref="WebUi"/>: a server of an earlier build, which shows it to everybody.</remarks>
    public string? WebUiServer { get; init; }

    /// <summary>Host and port of the server's HTTP API; null: a server of an earlier build, where it is anywhere.</summary>
    public string? HttpApi { get; init; }

    /// <summary>Path of the Temporal executable that the server was started from.</summary>
    public string? Temporal { get; init; }

    public ProcessIdentity? Server { get; init; }

    public LocalWorker? Worker { get; init; }

    /// <summary>What is on record; nothing if there is no file, or none that can be read.</summary>
    public static LocalState Load(SlopHome home)
    {
        try
        {
            return JsonSerializer.Deserialize<LocalState>(File.ReadAllBytes(home.LocalJson), SlopJson.Options) ?? new();
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return new();
        }
    }

    public void Save(SlopHome home) => AtomicFile.Write(home.LocalJson, JsonSerializer.SerializeToUtf8Bytes(this, SlopJson.Indented));

    /// <summary>Changes one member without losing what another process wrote meanwhile.</summary>
    public static async Task<LocalState> UpdateAsync(
        SlopHome home, Func<LocalState, LocalState> change, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Path.Combine(home.Locks, "local.lock"), LockTimeout, cancellationToken);
        var state = change(Load(home));
        state.Save(home);
        return state;
    }
}
