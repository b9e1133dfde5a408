using System.Text.Json;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Workflows;

/// <summary>A signal by its name, sent as an update.</summary>
/// <param name="Signal">Name of the signal, such as <c>retry</c>.</param>
/// <param name="Input">What a person would send with the signal; null: nothing.</param>
/// <param name="Id">Unique per request: the same one sent twice, as update or signal, is done once.</param>
public sealed record ControlRequest(string Signal, JsonElement? Input = null, string? Id = null)
{
    /// <summary>Reads one from the data of a signal.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static ControlRequest From(JsonElement? given)
    {
        var (signal, input, id) = RequestParser.WrappedRequest(given);
        return new(signal, input, id);
    }
}
