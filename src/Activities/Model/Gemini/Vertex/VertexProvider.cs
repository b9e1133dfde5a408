using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>Google's models by Vertex AI, with the application-default credentials of the worker.</summary>
public sealed class VertexProvider : IModelProvider, IDisposable
{
    private readonly GeminiOptions _limits;
    private readonly VertexOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly MetadataServer _metadata;
    private readonly GoogleTokens _tokens;

    /// <param name="limits">Limits of time, as for the Developer API.</param>
    /// <param name="options">Where, as whom and for which project.</param>
    public VertexProvider(GeminiOptions limits, VertexOptions options, TimeProvider time)
    {
        (_limits, _options, _time) = (limits, options, time);
        _http = new(ProviderHttp.CreateHandler(limits.Connect));
        _metadata = new(options.MetadataHost, time);
        _tokens = new(new(options, _metadata));
    }

    public ProviderDescriptor Descriptor => VertexDescriptor.Value;

    /// <exception cref="ModelReplyException">Final: a setting or the model's name cannot be used. Credentials are looked for by the call
    /// itself.</exception>
    public IChatClient Create(ModelName model, TrackDocument document)
    {
        var id = GeminiModel.Checked(model.Name);
        return new GeminiChatClient(new(Endpoint(), _http, _limits, _time), id);
    }

    public void Dispose()
    {
        _http.Dispose();
        _metadata.Dispose();
        _tokens.Dispose();
    }

    private VertexEndpoint Endpoint()
    {
        if (!VertexAddress.IsLocation(_options.Location))
        {
            throw ProviderFailures.Final(
                $"{VertexDescriptor.Location} is not a location; expected one such as {VertexAddress.Global}, eu or europe-west4");
        }

        var root = ProviderFailures.Address(
            _options.Address, Descriptor.Endpoint! with { Default = VertexAddress.Host(_options.Location) });
        return new(root, _options.Location, _tokens);
    }
}
