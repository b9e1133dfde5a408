using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>Vertex AI, with tokens of Google's sign-in.</summary>
internal sealed class VertexEndpoint(Uri root, string location, GoogleTokens tokens) : GeminiEndpoint
{
    public override string Provider => ModelName.Vertex;

    public override string System => "gcp.vertex_ai";

    public override Uri Base => root;

    internal override ErrorWords Words => ErrorWords.OfVertex;

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
