using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>Models of any endpoint that speaks as OpenAI does, with the key of the worker's environment.</summary>
public sealed class OpenAiProvider(OpenAiOptions options, TimeProvider time) : IModelProvider, IDisposable
{
    /// <summary>Endpoints on the own machine look at no key, but the package wants one.</summary>
    private static readonly ApiKey NoKey = new("no-key");

    private readonly HttpClient _http = new(ProviderHttp.CreateHandler(options.Connect)) { Timeout = Timeout.InfiniteTimeSpan };

    public ProviderDescriptor Descriptor => OpenAiDescriptor.Value;

    /// <exception cref="ModelReplyException">Final: there is neither a key nor an endpoint, or one of them cannot be used.</exception>
    public IChatClient Create(ModelName model, TrackDocument document)
    {
        var key = options.Key switch
        {
            null when options.Address is null => throw ProviderFailures.Final(
                $"there is no API key: {Descriptor.HowToGetKey} and restart the worker, or run with --script"),
            { IsPrintable: false } =>
                throw ProviderFailures.Final($"the API key has characters that no key contains; check {OpenAiDescriptor.Key}"),
            var set => set ?? NoKey,
        };
        var root = ProviderFailures.Address(options.Address, Descriptor.Endpoint!);
        return new OpenAiChatClient(Client(root, key).GetChatClient(model.Name).AsIChatClient(), new(root, key, time));
    }

    public void Dispose() => _http.Dispose();

    private OpenAIClient Client(Uri root, ApiKey key) => new(key.ToCredential(), new OpenAIClientOptions
    {
        Endpoint = root,
        NetworkTimeout = options.Network,
        // To try again is the activity's business: it counts, waits and climbs.
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(_http),
    });
}
