using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>A script that cannot be read; the message names each place.</summary>
public sealed class ScriptException : FormatException
{
    public ScriptException()
    {
    }

    public ScriptException(string message)
        : base(message)
    {
    }

    public ScriptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>All mistakes in one text.</summary>
    public static ScriptException For(IEnumerable<Problem> errors) =>
        new(string.Join("; ", errors.Select(e => FormattableString.Invariant($"script, line {e.Line}, column {e.Column}: {e.Message}"))));
}
