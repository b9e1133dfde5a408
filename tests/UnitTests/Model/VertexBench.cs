using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini.Vertex;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Model;

/// <summary>
/// A fake Vertex AI with its sign-in, and a client of it; variables are of this bench only, so that tests run side by side.
/// </summary>
internal sealed class VertexBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private VertexBench(FakeSignIn signIn, FakeServer server, Dictionary<string, string> variables)
    {
        (SignIn, Server) = (signIn, server);
        Variables = new()
        {
            ["GOOGLE_VERTEX_BASE_URL"] = server.Address.ToString(),
            ["GOOGLE_APPLICATION_CREDENTIALS"] = _folder.Write("account.json", signIn.File()),
            ["CLOUDSDK_CONFIG"] = _folder.In("gcloud"),
            ["GCE_METADATA_HOST"] = signIn.Address.Authority,
        };
        foreach (var (name, value) in variables)
        {
            Variables[name] = value;
        }

        Provider = new(new(), VertexOptions.From(new(Variables.GetValueOrDefault)), TimeProvider.System);
    }

    public FakeSignIn SignIn { get; }

    public FakeServer Server { get; }

    public Dictionary<string, string> Variables { get; }

    public VertexProvider Provider { get; }

    /// <summary>An empty value counts as none.</summary>
    public static async Task<VertexBench> StartAsync(params (string Name, string Value)[] variables)
    {
        var signIn = await FakeSignIn.StartAsync();
        return new(signIn, await FakeServer.StartAsync(signIn), variables.ToDictionary(v => v.Name, v => v.Value));
    }

    /// <summary>Puts a file where it is looked for.</summary>
    public void Write(string name, string text) => _folder.Write(name, text);

    public IChatClient Client(string model = GeminiBench.Model) =>
        Provider.Create(new("vertex", model), new TrackDocument { Track = new() { Id = "t" } });

    public Task<ChatResponse> AskAsync(params ChatMessage[] messages) =>
        Client().GetResponseAsync(
            messages.Length == 0 ? GeminiBench.Hello : messages, GeminiBench.Tools, TestContext.Current.CancellationToken);

    /// <summary>The failure of a call, in which no secret may be.</summary>
    public async Task<ModelReplyException> FailAsync()
    {
        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => AskAsync());
        Assert.DoesNotContain("ya29", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("PRIVATE", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("planted words", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Null(failure.InnerException);
        return failure;
    }

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await Server.DisposeAsync();
        await SignIn.DisposeAsync();
        _folder.Dispose();
    }
}
