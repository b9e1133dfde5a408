using System.Net;

namespace SlopTemporal.Starter.Hosting;

/// <summary>What else the local server and worker have open on this machine, and who can reach it: each is asked.</summary>
/// <param name="state">Of the server that runs.</param>
internal sealed class ListenerChecks(SlopHome home, LocalState state)
{
    /// <summary>A name that no page of ours has: what answers it answers a page that has any name.</summary>
    private const string StrangeName = "slop.invalid";

    private const string Renewal = "`slop down`, then `slop up` closes it";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout };
        return [await HttpApiAsync(client, cancellationToken), await WebUiAsync(client, cancellationToken)];
    }

    private async Task<Finding> HttpApiAsync(HttpClient client, CancellationToken cancellationToken)
    {
        const string what = "http api";
        if (state.HttpApi is not { } address)
        {
            return new(what, Health.Poor, $"at a port that an earlier build left open to web pages: {Renewal}");
        }

        var status = await AskAsync(client, new($"http://{address}/api/v1/namespaces"), name: null, cancellationToken);
        return status is HttpStatusCode.Forbidden or null
            ? new(what, Health.Fine, $"at {address}: it answers nobody")
            : new(what, Health.Poor, $"at {address}: it answers programs and web pages on this machine; {Renewal}");
    }

    private async Task<Finding> WebUiAsync(HttpClient client, CancellationToken cancellationToken)
    {
        const string what = "web ui";
        if (state.WebUiServer is null)
        {
            return state.WebUi is { } open
                ? new(what, Health.Poor, $"at {open}: an earlier build left it open to web pages of any name; {Renewal}")
                : new(what, Health.Fine, "left out: the server was started with --headless");
        }

        if (state.WebUi is not { } url || WorkerReady.OfRunning(home) is null)
        {
            var place = state.WebUi is { } before ? $"at {before}: " : "";
            return new(what, Health.Poor, $"{place}it needs the worker: `slop up` starts it");
        }

        var strange = await AskAsync(client, new(url), StrangeName, cancellationToken);
        return await AskAsync(client, new(url), name: null, cancellationToken) is not { } status
            ? new(what, Health.Poor, $"nothing answers at {url}: `slop up --replace` starts a worker of this build")
            : strange != HttpStatusCode.Forbidden
            ? new(what, Health.Poor, $"at {url}: it answers web pages of any name; {Renewal}")
            : status == HttpStatusCode.OK
            ? new(what, Health.Fine, $"at {url}: browsers and programs on this machine reach it, other web pages do not")
            : new(what, Health.Poor, $"at {url}: it answers with {(int)status}");
    }

    /// <summary>The status of the answer; null: there was none.</summary>
    private static async Task<HttpStatusCode?> AskAsync(HttpClient client, Uri address, string? name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = name;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
