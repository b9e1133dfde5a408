namespace SlopTemporal.Domain.Attempts;

/// <summary>A call as far as it matters whether it was made before.</summary>
/// <param name="Call">Name and arguments.</param>
/// <param name="Result">What came of it; null: nothing yet.</param>
public sealed record MadeCall(string Call, string? Result);
