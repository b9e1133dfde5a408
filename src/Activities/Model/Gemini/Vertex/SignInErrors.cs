using System.Net;
using System.Text.RegularExpressions;
using Google.Apis.Auth.OAuth2.Responses;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>What follows where Google gives no token. Only words of the protocol are shown: the library's own texts repeat what the server
/// said.</summary>
internal static partial class SignInErrors
{
    /// <summary>Does it, and translates its failure.</summary>
    /// <exception cref="FaultException">It failed.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> getToken, CancellationToken cancellationToken)
    {
        try
        {
            return await getToken();
        }
        // The library asks over several classes of its own; whatever comes out of them is no token.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new FaultException(From(e));
        }
    }

    private static Fault From(Exception failure) => failure switch
    {
        TokenResponseException
        {
            StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        } e =>
            Fault.Transient($"Google's sign-in is not available ({(int)e.StatusCode!})"),
        TokenResponseException e => Fault.Final(
            $"Google's sign-in refused the credentials{Word(e.Error?.Error)}: run `gcloud auth application-default login` again, "
            + "or make a new key of the service account"),
        HttpRequestException e => Fault.Transient($"cannot reach Google's sign-in: {e.HttpRequestError}"),
        IOException or OperationCanceledException => Fault.Transient("Google's sign-in did not answer"),
        { InnerException: { } inner } => From(inner),
        _ => Fault.Final($"the credentials give no access token ({failure.GetType().Name})"),
    };

    private static string Word(string? text) => text is not null && OfProtocol().IsMatch(text) ? $" ({text})" : "";

    [GeneratedRegex("^[a-z_]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex OfProtocol();
}
