namespace SlopTemporal.FakeGemini;

/// <summary>What the service puts on the bill for a reply, in tokens.</summary>
/// <param name="Model">That answered.</param>
/// <param name="Prompt">Cached ones among them.</param>
/// <param name="Cached">Of the prompt.</param>
/// <param name="Output">Without thoughts.</param>
/// <param name="Thoughts">Billed as output.</param>
public sealed record Billed(string Model, int Prompt, int Cached, int Output, int Thoughts);
