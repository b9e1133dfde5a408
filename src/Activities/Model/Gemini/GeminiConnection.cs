namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What all clients of an endpoint share.</summary>
public sealed record GeminiConnection(GeminiEndpoint Endpoint, HttpMessageInvoker Http, GeminiOptions Options, TimeProvider Time);
