using System.Text.Json;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Workflows;

/// <summary>A signal by its name, as an update.</summary>
/// <param name="Signal">Such as <c>retry</c>.</param>
/// <param name="Input">What the signal takes by hand.</param>
/// <param name="Id">Unique per request: the same one sent twice, or by another way, counts once.</param>
public sealed record ControlRequest(string Signal, JsonElement? Input = null, string? Id = null)
{
    /// <summary>The same as somebody typed it.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static ControlRequest From(JsonElement? given)
    {
        var (signal, input, id) = HandWritten.Wrapped(given);
        return new(signal, input, id);
    }
}
