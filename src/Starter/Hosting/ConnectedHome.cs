using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Client;

namespace SlopTemporal.Starter.Hosting;

/// <summary>A home whose server answers.</summary>
internal sealed class ConnectedHome
{
    private readonly string? _webUi;
    private readonly bool _webUiNeedsWorker;
    private readonly ITemporalClient _client;

    public ConnectedHome(SlopHome home, ITemporalClient client, string address)
    {
        (Home, _client, Address) = (home, client, address);
        Tracks = new(client, home.TaskQueue);
        var state = LocalState.Load(home);
        _webUi = state.Address == address ? state.WebUi : null;
        _webUiNeedsWorker = _webUi is not null && state.WebUiServer is not null;
    }

    public SlopHome Home { get; }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public TrackClient Tracks { get; }

    /// <summary>Why the Web UI does not answer just now; null: it does, or there is none.</summary>
    public string? WebUiGap =>
        _webUiNeedsWorker && WorkerReady.OfRunning(Home) is null ? "The Web UI needs the worker: `slop up` starts it." : null;

    /// <summary>The home with its server, or null where no server runs.</summary>
    public static async Task<ConnectedHome?> FindAsync(Session session, CancellationToken cancellationToken)
    {
        var connection = new TemporalConnection(session.UserSettings.Values, session.Home);
        return connection.FindAddress(LocalState.Load(session.Home)) is { } address
            ? new(session.Home, await connection.ConnectAsync(address, cancellationToken), address)
            : null;
    }

    /// <summary>The page of a track in the Web UI; null where that is not known.</summary>
    public string? GetWebUi(string track) =>
        _webUi is null
            ? null
            : $"{_webUi}/namespaces/{Uri.EscapeDataString(_client.Options.Namespace)}"
                + $"/workflows/{Uri.EscapeDataString(WorkflowIds.Track(track))}";

    public TrackSnapshot WithWebUi(TrackSnapshot track) => track with { WebUi = GetWebUi(track.Id) };
}
