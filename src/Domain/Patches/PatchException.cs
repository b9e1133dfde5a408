namespace SlopTemporal.Domain.Patches;

/// <summary>A patch cannot be used as it is; the message says why and what to do.</summary>
public sealed class PatchException(string message) : Exception(message);
