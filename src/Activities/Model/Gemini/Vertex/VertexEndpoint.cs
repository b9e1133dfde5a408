using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>Vertex AI, with tokens of Google's sign-in.</summary>
internal sealed class VertexEndpoint(Uri root, string location, GoogleTokens tokens) : GeminiEndpoint
{
    public override string Provider => VertexDescriptor.Value.Name;

    public override string System => "gcp.vertex_ai";

    public override Uri Base => root;

    internal override ErrorAdvice Advice { get; } = new()
    {
        Unknown = "the credentials were refused, renewed ones too: run `gcloud auth application-default login`, "
            + $"or check {VertexDescriptor.Credentials}",
        Forbidden = $"not allowed; the credentials need the role roles/aiplatform.user in the project of {VertexDescriptor.Project}, "
            + "and the Vertex AI API has to be enabled there",
        Gone = $"the model is gone, or it is not available in this project and {VertexDescriptor.Location}",
        NoQuota = "the project has no quota for the model",
    };

    public override string Redact(string text) => tokens.Redact(text);

    internal override async ValueTask<Uri> StreamAsync(GeminiModel model, CancellationToken cancellationToken) =>
        VertexAddress.Stream(root, await tokens.ProjectAsync(cancellationToken), location, model.Name);

    internal override async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.NextAsync(cancellationToken);
        request.Headers.Authorization = new("Bearer", token.AccessToken);
        // The project whose quota counts; the library adds no other header.
        token.AddHeaders(request);
    }

    internal override bool Renew(HttpRequestMessage refused)
    {
        tokens.Forget(refused.Headers.Authorization?.Parameter);
        return true;
    }
}
