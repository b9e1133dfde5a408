namespace SlopTemporal.Local.Server;

/// <summary>The local server cannot be had; the message says what to do.</summary>
public sealed class LocalServerException(string message) : Exception(message);
