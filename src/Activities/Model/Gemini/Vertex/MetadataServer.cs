using System.Net;
using Google.Apis.Auth.OAuth2;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>What a machine of Google's cloud knows about itself; elsewhere there is none, and asking must not take long.</summary>
internal sealed class MetadataServer(string host, TimeProvider time) : IDisposable
{
    private const string Flavor = "Metadata-Flavor";

    private const string Google = "Google";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    // A proxy would answer for a machine that it is not.
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = Limit });

    /// <summary>The machine's own credential, or null: it has none.</summary>
    public async Task<GoogleCredential?> CredentialAsync(CancellationToken cancellationToken) =>
        await GetAsync("", cancellationToken) is null
        ? null
        : GoogleCredential.FromComputeCredential(
            new(new ComputeCredential.Initializer($"http://{host}/computeMetadata/v1/instance/service-accounts/default/token")));

    /// <summary>The project that the machine belongs to, or null.</summary>
    public Task<string?> ProjectAsync(CancellationToken cancellationToken) =>
        GetAsync("computeMetadata/v1/project/project-id", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<string?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"http://{host}/{path}", UriKind.Absolute, out var address))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { Flavor, Google } } };
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            // Any other server at that address does not say so.
            return response.StatusCode == HttpStatusCode.OK
                && response.Headers.TryGetValues(Flavor, out var flavors)
                && flavors.Contains(Google)
                ? (await response.Content.ReadAsStringAsync(both.Token)).Trim()
                : null;
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
