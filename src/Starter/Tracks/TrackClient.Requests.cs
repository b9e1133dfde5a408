using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What people ask of a running track.</summary>
internal sealed partial class TrackClient
{
    /// <summary>The longest that somebody at a terminal is kept waiting for an answer.</summary>
    private static readonly TimeSpan UpdateTimeout = TimeSpan.FromSeconds(3);

    private static readonly RpcException.StatusCode[] TimeoutCodes =
        [RpcException.StatusCode.DeadlineExceeded, RpcException.StatusCode.Cancelled, RpcException.StatusCode.Unavailable];

    /// <summary>
    /// Sends a request and gives the track's answer. Null: nobody answered in time; the server keeps the request as a signal with the
    /// same id, so that it is done once, as soon as a worker runs.
    /// </summary>
    /// <exception cref="CliError">The track refuses, and says why.</exception>
    public async Task<string?> RequestAsync(string track, string signal, object? input, CancellationToken cancellationToken)
    {
        JsonElement? json = input is null ? null : JsonSerializer.SerializeToElement(input, SlopJson.Options);
        var request = new ControlRequest(signal, json, Guid.NewGuid().ToString("N"));
        var rpc = new RpcOptions { Timeout = UpdateTimeout, Retry = false, CancellationToken = cancellationToken };
        try
        {
            return await Handle(track).ExecuteUpdateAsync<string>("control", [request], new() { Id = request.Id, Rpc = rpc });
        }
        catch (WorkflowUpdateFailedException e)
        {
            throw CliError.Refused(track, e.InnerException?.Message ?? e.Message);
        }
        catch (Exception e) when (IsUpdateTimeout(e) && !cancellationToken.IsCancellationRequested)
        {
            await Handle(track).SignalAsync("request", [request], new() { Rpc = CallOptions(cancellationToken) });
            return null;
        }
    }

    private static bool IsUpdateTimeout(Exception e) =>
        e is WorkflowUpdateRpcTimeoutOrCanceledException || (e is RpcException rpc && TimeoutCodes.Contains(rpc.Code));
}
