using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>What a web page in a person's browser can reach of the real server and worker.</summary>
public sealed class WebUiTests(SharedHome shared) : IAsyncLifetime
{
    private readonly Slop _slop = new(shared);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _slop.DisposeAsync();
    }

    [Fact]
    public async Task The_Web_UI_shows_itself_and_its_own_requests_work()
    {
        var webUi = await UpAsync();

        var page = await _client.GetAsync(webUi, Token);
        var list = await _client.GetStringAsync(new Uri(webUi, "api/v1/namespaces"), Token);
        using var signal = Signal(webUi);
        signal.Headers.Add("Origin", webUi.GetLeftPart(UriPartial.Authority));
        signal.Headers.Add("Sec-Fetch-Site", "same-origin");
        var cookie = page.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        signal.Headers.Add("Cookie", cookie);
        signal.Headers.Add("X-CSRF-Token", cookie.Split('=')[1]);
        var signalled = await _client.SendAsync(signal, Token);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("/_app/", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("\"default\"", list, StringComparison.Ordinal);
        // It came to the server, which knows no such track.
        Assert.Equal(HttpStatusCode.NotFound, signalled.StatusCode);
        Assert.Contains("workflow not found", await signalled.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "Host: evil.example:{port}")]
    [InlineData("GET", "Host: 127.0.0.1:1")]
    [InlineData("GET", "Host: 127.0.0.1")]
    [InlineData("POST", "Host: 127.0.0.1:{port}", "Origin: http://evil.example")]
    [InlineData("POST", "Host: 127.0.0.1:{port}", "Origin: null", "Content-Type: text/plain")]
    [InlineData("GET", "Host: 127.0.0.1:{port}", "Sec-Fetch-Site: cross-site")]
    [InlineData("POST", "Host: evil.example:{port}", "Origin: http://evil.example:{port}", "Sec-Fetch-Site: same-origin")]
    public async Task A_request_of_another_page_is_refused(string method, params string[] headers)
    {
        var webUi = await UpAsync();

        var answer = await AskAsync(webUi, $"{method} /api/v1/namespaces HTTP/1.1", headers);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.EndsWith(
            $"The Web UI answers at http://127.0.0.1:{webUi.Port} and http://localhost:{webUi.Port} only, "
                + "and takes no requests of other web pages.\n",
            answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.0", 403)]
    [InlineData("GET / HTTP/1.1", 400)]
    [InlineData("GET http://evil.example/ HTTP/1.1", 400, "Host: 127.0.0.1:{port}")]
    [InlineData("GET / HTTP/1.1", 400, "Host: 127.0.0.1:{port}", "Host: evil.example")]
    public async Task A_request_that_does_not_say_where_it_goes_is_refused(string line, int status, params string[] headers)
    {
        var answer = await AskAsync(await UpAsync(), line, headers);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("localhost:{port}")]
    [InlineData("evil.example:{port}")]
    [InlineData("slop.invalid")]
    [InlineData("")]
    public async Task The_HTTP_API_answers_nobody(string host)
    {
        await UpAsync();
        var api = new Uri($"http://{Local("http_api")}");

        var answer = await AskAsync(
            api,
            "POST /api/v1/namespaces/default/workflows/track-x/signal/approve HTTP/1.1",
            [$"Host: {host}", "Content-Type: text/plain"]);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_s_own_Web_UI_is_at_no_address_that_can_be_guessed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have one address on loopback.");
        await UpAsync();
        var hidden = IPEndPoint.Parse(Local("web_ui_server")!);

        using var known = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => known.ConnectAsync(IPAddress.Loopback, hidden.Port, Token).AsTask());

        Assert.NotEqual(IPAddress.Loopback, hidden.Address);
        Assert.True(IPAddress.IsLoopback(hidden.Address));
    }

    [Fact]
    public async Task The_doctor_says_what_listens_where_and_who_reaches_it()
    {
        var webUi = await UpAsync();

        var ran = await _slop.RunAsync("doctor", "--offline", "--json");

        var found = ran.Json.GetProperty("findings").EnumerateArray().ToDictionary(
            f => f.GetProperty("what").GetString()!, f => (f.GetProperty("health").GetString(), f.GetProperty("found").GetString()));
        Assert.Equal(
            ("fine", $"answers at {Local("address")}: every program on this machine reaches it, no web page does"), found["server"]);
        Assert.Equal(("fine", $"at {Local("http_api")}: it answers nobody"), found["http api"]);
        var address = webUi.GetLeftPart(UriPartial.Authority);
        Assert.Equal(("fine", $"at {address}: browsers and programs on this machine reach it, other web pages do not"), found["web ui"]);
    }

    private static HttpRequestMessage Signal(Uri webUi) => new(
        HttpMethod.Post, new Uri(webUi, "api/v1/namespaces/default/workflows/track-nobody/signal/pause"))
    {
        Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")),
    };

    private static async Task<string> AskAsync(Uri server, string line, string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Token);
        string[] all = [line, .. headers, "Connection: close", "Content-Length: 0", "", ""];
        var text = string.Join("\r\n", all).Replace("{port}", $"{server.Port}", StringComparison.Ordinal);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<Uri> UpAsync() => new((await _slop.MustAsync("up", "--json")).Json.GetProperty("web_ui").GetString()!);

    private string? Local(string member)
    {
        using var local = JsonDocument.Parse(File.ReadAllText(Path.Combine(_slop.Home, "local.json")));
        return local.RootElement.GetProperty(member).GetString();
    }
}
