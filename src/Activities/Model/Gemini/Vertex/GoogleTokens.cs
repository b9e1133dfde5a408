using System.Collections.Immutable;
using Google.Apis.Auth.OAuth2;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>The one credential of the process and its tokens. What could not be made is made anew by the next call.</summary>
internal sealed class GoogleTokens(GoogleCredentials source) : IDisposable
{
    /// <summary>Calls in flight may still hold an older one.</summary>
    private const int MostRemembered = 8;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile GoogleCredential? _credential;
    private volatile string? _project;
    private ImmutableList<string> _tokens = [];

    /// <summary>A token that holds for a while; the library renews it ahead of its end.</summary>
    /// <exception cref="FaultException">There are no credentials, or Google does not take them.</exception>
    public async ValueTask<AccessTokenWithHeaders> NextAsync(CancellationToken cancellationToken)
    {
        ITokenAccessWithHeaders credential = await CredentialAsync(cancellationToken);
        // The address only matters to credentials without a scope.
        var token = await SignInErrors.TranslateAsync(
            () =>
                credential.GetAccessTokenWithHeadersForRequestAsync(VertexAddress.Host(VertexAddress.Global).ToString(), cancellationToken),
            cancellationToken);
        ImmutableInterlocked.Update(ref _tokens, Remember, token.AccessToken);
        return token;
    }

    /// <summary>The project to ask.</summary>
    /// <exception cref="FaultException">There are no credentials, or nothing says for which project they are.</exception>
    public async ValueTask<string> ProjectAsync(CancellationToken cancellationToken) =>
        _project ??= await source.ProjectAsync(await CredentialAsync(cancellationToken), cancellationToken);

    /// <summary>A token that was refused: credentials are read again, unless another call has done so since.</summary>
    public void Forget(string? token)
    {
        if (_tokens.LastOrDefault() == token)
        {
            _credential = null;
        }
    }

    /// <summary>The text without any token that was given out of late: servers echo what they refuse.</summary>
    public string Redact(string text) =>
        _tokens.Aggregate(text, (t, token) => t.Replace(token, "[token]", StringComparison.OrdinalIgnoreCase));

    public void Dispose() => _gate.Dispose();

    private async ValueTask<GoogleCredential> CredentialAsync(CancellationToken cancellationToken)
    {
        if (_credential is { } made)
        {
            return made;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _credential ??= await source.CreateAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static ImmutableList<string> Remember(ImmutableList<string> tokens, string token) =>
        tokens.Contains(token) ? tokens : tokens.Count < MostRemembered ? tokens.Add(token) : tokens.RemoveAt(0).Add(token);
}
