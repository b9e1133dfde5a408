namespace SlopTemporal.Local.Files;

/// <summary>A path that a tool may not touch; the message tells the model what to do instead.</summary>
public sealed class PathRefusedException(string message) : Exception(message);
