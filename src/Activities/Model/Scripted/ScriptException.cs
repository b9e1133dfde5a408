namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>A script that cannot be read; the message names the place as a JSON path.</summary>
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
}
