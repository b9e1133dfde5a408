using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Local.Home;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.Worker;
using SlopTemporal.Workflows;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace SlopTemporal.UnitTests.WebUi;

/// <summary>Who gets what is encrypted in readable form, over the socket that browsers use.</summary>
public sealed class CodecEndpointTests : IAsyncLifetime
{
    private const string Server = "127.0.0.1:1";
    private const string Decode = "slop-codec/decode?preserveStorageRefs=true";

    private static readonly DataConverter Converter = SlopDataConverter.Signing(
        new(new(DateTimeOffset.UnixEpoch, [new("0123abcd", new byte[PayloadKey.SecretBytes])])), "default", () => true);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SlopHome _home;
    private readonly WebUiProxy _proxy;

    public CodecEndpointTests()
    {
        _home = new(_folder.In("home"));
        _proxy = new(_home, Converter.PayloadCodec!, NullLogger.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Shown => new(LocalState.Load(_home).WebUi!);

    private string Origin => Shown.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        // Nothing is behind it: it answers by itself.
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        new LocalState { Address = Server, WebUiServer = "127.0.0.1:1", WebUi = $"http://{free.LocalEndpoint}" }.Save(_home);
        free.Stop();
        await _proxy.TakeAddressAsync(Server, Token);
        await _proxy.ServeAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_encrypted_comes_back_readable_and_the_rest_as_it_was()
    {
        var (secret, plain) = (await Converter.ToPayloadAsync("secret"), SlopDataConverter.Plain.PayloadConverter.ToPayload("plain"));
        var broken = new Payload(secret) { Data = ByteString.CopyFromUtf8("?") };

        using var answer = await PostAsync(Decode, JsonOf(secret, plain, broken), ("Origin", Origin), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal([Origin], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        var got = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("payloads");
        Assert.Equal(
            ["\"secret\"", "\"plain\"", "?"],
            got.EnumerateArray().Select(p => Encoding.UTF8.GetString(p.GetProperty("data").GetBytesFromBase64())));
        Assert.Equal(
            ["json/plain", "json/plain", "binary/encrypted"],
            got.EnumerateArray().Select(
                p => Encoding.UTF8.GetString(p.GetProperty("metadata").GetProperty("encoding").GetBytesFromBase64())));
    }

    [Fact]
    public async Task A_command_line_without_an_origin_is_answered_too()
    {
        using var answer = await PostAsync("slop-codec/decode", JsonOf(await Converter.ToPayloadAsync("secret")));

        Assert.Contains(Convert.ToBase64String("\"secret\""u8), await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Nothing_is_encrypted_for_anybody()
    {
        var plain = JsonOf(SlopDataConverter.Plain.PayloadConverter.ToPayload("plain"));

        using var answer = await PostAsync("slop-codec/encode", plain, ("Origin", Origin));

        Assert.Equal(plain, (await answer.Content.ReadAsStringAsync(Token)).Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Host", "evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task No_other_page_is_answered(string header, string value)
    {
        using var answer = await PostAsync(Decode, JsonOf(await Converter.ToPayloadAsync("secret")), (header, value));
        using var asked = new HttpRequestMessage(HttpMethod.Options, new Uri(Shown, Decode));
        asked.Headers.TryAddWithoutValidation(header, value);
        using var allowed = await _client.SendAsync(asked, Token);

        Assert.All([answer, allowed], refused =>
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
        });
    }

    [Theory]
    [InlineData("slop-codec/decode", "text/plain", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("slop-codec/decode", "application/json", "{", HttpStatusCode.BadRequest)]
    [InlineData("slop-codec/decode", "application/json", "{\"payloads\":[{\"data\":\"~\"}]}", HttpStatusCode.BadRequest)]
    [InlineData("slop-codec/decode", "application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("slop-codec/download", "application/json", "{}", HttpStatusCode.NotFound)]
    [InlineData("slop-codec", "application/json", "{}", HttpStatusCode.NotFound)]
    public async Task What_it_does_not_do_it_says(string path, string type, string text, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Shown, path)) { Content = new StringContent(text) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);

        using var answer = await _client.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEqual("", await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_link_leads_to_nothing() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(Shown, Decode), Token)).StatusCode);

    private static string JsonOf(params Payload[] payloads) =>
        JsonFormatter.Default.Format(new Payloads { Payloads_ = { payloads } }).Replace(" ", "", StringComparison.Ordinal);

    private async Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Shown, path))
        {
            Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.TryAddWithoutValidation("X-Namespace", "default");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request, Token);
    }
}
