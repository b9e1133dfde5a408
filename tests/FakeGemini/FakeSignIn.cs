using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.FakeGemini;

/// <summary>Google's sign-in on loopback: tokens for one service account, and what a machine of its cloud says about itself.</summary>
public sealed class FakeSignIn : IAsyncDisposable
{
    private const string Account = "worker@planted.iam.gserviceaccount.com";
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentQueue<string> _issued = new();
    private readonly ConcurrentQueue<Reply> _line = new();
    private volatile string _good = "";

    private FakeSignIn(WebApplication app) => _app = app;

    /// <summary>The project of the account, and the only one that its tokens open.</summary>
    public string Project { get; } = "planted-project";

    public Uri Address { get; private set; } = null!;

    /// <summary>True: what asks runs in Google's cloud.</summary>
    public bool IsMachine { get; set; }

    /// <summary>True: tokens that are given out are good for nothing.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Every token that was given out, in order.</summary>
    public IReadOnlyList<string> Issued => [.. _issued];

    public static async Task<FakeSignIn> StartAsync()
    {
        FakeSignIn? server = null;
        server = new(await Loopback.StartAsync(context => server!.AnswerAsync(context)));
        server.Address = new(server._app.Urls.Single());
        return server;
    }

    /// <summary>Puts failures in line.</summary>
    public FakeSignIn Next(Reply reply)
    {
        _line.Enqueue(reply);
        return this;
    }

    /// <summary>No token that was given out so far opens anything any more.</summary>
    public void Expire() => _good = "";

    /// <summary>The file of the account, with its private key.</summary>
    public string File(string? quotaProject = null)
    {
        var file = new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = Project,
            ["private_key_id"] = "planted-key",
            ["private_key"] = _key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = Account,
            ["client_id"] = "1",
            ["token_uri"] = new Uri(Address, "token").ToString(),
        };
        if (quotaProject is not null)
        {
            file["quota_project_id"] = quotaProject;
        }

        return file.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    internal bool IsGood(string token) => token.Length > 0 && token == _good;

    private async Task AnswerAsync(HttpContext context)
    {
        var isFlavored = context.Request.Headers["Metadata-Flavor"] == "Google";
        var reply = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("POST", "/token") => _line.TryDequeue(out var next) ? next : await SignInAsync(context.Request),
            (_, var path) when IsMachine && isFlavored => path switch
            {
                "/" => Text("computeMetadata/"),
                "/computeMetadata/v1/project/project-id" => Text(Project),
                "/computeMetadata/v1/instance/service-accounts/default/token" => _line.TryDequeue(out var next) ? next : Token(),
                _ => Errors.NotFound("no such value"),
            },
            _ => Errors.NotFound("no such page"),
        };
        await Loopback.WriteAsync(context.Response, reply);
    }

    private async Task<Reply> SignInAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
            && IsSigned(form["assertion"].ToString()) ? Token() : Refusal("invalid_grant");
    }

    private bool IsSigned(string assertion)
    {
        if (assertion.Split('.') is not [var head, var claims, var signature]
            || !_key.VerifyData(
                Encoding.ASCII.GetBytes($"{head}.{claims}"), Bytes(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return false;
        }

        var said = JsonNode.Parse(Bytes(claims))!;
        return (string?)said["iss"] == Account && (string?)said["scope"] == Scope;
    }

    private Reply Token()
    {
        var token = $"ya29.planted-{Guid.NewGuid():N}";
        _issued.Enqueue(token);
        _good = IsBroken ? "" : token;
        return Json(200, new() { ["access_token"] = token, ["expires_in"] = 3599, ["token_type"] = "Bearer" });
    }

    /// <summary>A refusal in the words of the protocol; it says too much, as no server should.</summary>
    public static Reply Refusal(string error, int status = 400) =>
        Json(status, new() { ["error"] = error, ["error_description"] = "planted words about assertion" });

    private static Reply Text(string text) =>
        new() { ContentType = "text/plain", Headers = [("Metadata-Flavor", "Google")], Writes = [Encoding.UTF8.GetBytes(text)] };

    private static Reply Json(int status, JsonObject body) =>
        new() { Status = status, ContentType = "application/json", Writes = [Encoding.UTF8.GetBytes(body.ToJsonString())] };

    private static byte[] Bytes(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
}
