using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Google's models by the Developer API, with the key of the worker's environment.</summary>
public sealed class GeminiProvider(GeminiOptions options, TimeProvider time) : IModelProvider, IDisposable
{
    private readonly HttpMessageInvoker _http = new(ProviderHttp.CreateHandler(options.Connect));

    public ProviderDescriptor Descriptor => GeminiDescriptor.Value;

    /// <exception cref="ModelReplyException">Final: there is no key, or a setting or the model's name cannot be used.</exception>
    public IChatClient Create(ModelName model, TrackDocument document)
    {
        var id = GeminiModel.Checked(model.Name);
        return new GeminiChatClient(new(Endpoint(), _http, options, time), id);
    }

    public void Dispose() => _http.Dispose();

    private DeveloperEndpoint Endpoint() => options.Key switch
    {
        null => throw ProviderFailures.Final($"there is no API key: {Descriptor.HowToGetKey} and restart the worker, or run with --script"),
        { IsPrintable: false } => throw ProviderFailures.Final(
            $"the API key has characters that no key contains; check {GeminiDescriptor.GoogleKey} and {GeminiDescriptor.GeminiKey}"),
        var key => new(ProviderFailures.Address(options.Address, Descriptor.Endpoint!), key),
    };
}
