using Google.Apis.Http;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>How the library asks for a token: once, and not for long. Trying again is the business of whoever called.</summary>
internal sealed class SignInHttpClientFactory : IHttpClientFactory
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClientFactory _clients = new();

    public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
    {
        var client = _clients.CreateHttpClient(args);
        client.MessageHandler.NumTries = 1;
        client.Timeout = Limit;
        return client;
    }
}
