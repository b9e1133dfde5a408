namespace SlopTemporal.Activities.Tools;

/// <summary>A call that cannot be done as asked; the message is the call's result and says what to do instead.</summary>
internal sealed class ToolErrorException(string message) : Exception(message);
