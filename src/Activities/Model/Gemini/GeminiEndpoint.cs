using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Where requests go and how they show who sends them: the one thing in which Google's two services differ.</summary>
public abstract class GeminiEndpoint
{
    /// <summary>What stands before the colon of its models' names.</summary>
    public abstract string Provider { get; }

    /// <summary>The service's name in telemetry.</summary>
    public abstract string System { get; }

    /// <summary>Root of all paths; safe to show.</summary>
    public abstract Uri Base { get; }

    internal abstract ErrorAdvice Advice { get; }

    /// <summary>Address of a streamed call.</summary>
    internal abstract ValueTask<Uri> StreamAsync(GeminiModel model, CancellationToken cancellationToken);

    /// <summary>Adds what proves who asks.</summary>
    internal abstract ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>True: what proved who asks can be renewed, and the request is worth a second try.</summary>
    internal virtual bool Renew(HttpRequestMessage refused) => false;

    /// <summary>The text without any secret of this endpoint.</summary>
    public abstract string Redact(string text);
}

/// <summary>The Developer API, with a key.</summary>
public sealed class DeveloperEndpoint(Uri root, ApiKey key) : GeminiEndpoint
{
    public override string Provider => GeminiDescriptor.Value.Name;

    public override string System => "gcp.gemini";

    public override Uri Base => root;

    internal override ErrorAdvice Advice { get; } = new()
    {
        BadKey = $"the API key is not valid: {GeminiDescriptor.Value.HowToGetKey} and restart the worker",
        Unknown = "not allowed; check the API key and what it may be used for",
        Forbidden = "not allowed; check the API key and what it may be used for",
        Gone = "the model is gone, or this key may not use it",
        NoQuota = "the plan of this key has no quota for the model",
    };

    public override string Redact(string text) => key.Redact(text);

    // The key goes into a header: addresses get logged.
    internal override ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        key.AddTo(request, "x-goog-api-key");
        return ValueTask.CompletedTask;
    }

    internal override ValueTask<Uri> StreamAsync(GeminiModel model, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ProviderHttp.Below(root, $"v1beta/models/{model.Name}:streamGenerateContent?alt=sse"));
}
