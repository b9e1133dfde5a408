using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Activities.Model.Gemini.Vertex;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Models;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Calls over Vertex AI: the same words on the wire, at another place and with another proof.</summary>
public sealed class VertexTests
{
    private static readonly ChatMessage Go = new(ChatRole.User, "Go");

    private static readonly ChatMessage Result = new(ChatRole.Tool, [new FunctionResultContent("k2x9", "text")]);

    [Fact]
    public async Task A_call_goes_to_the_project_of_the_service_account_with_its_token()
    {
        await using var bench = await VertexBench.StartAsync();

        var response = await bench.AskAsync();

        Assert.Equal("OK", response.Text);
        var request = Assert.Single(bench.Server.Requests);
        Assert.Equal(
            "/v1/projects/planted-project/locations/global/publishers/google/models/gemini-3-flash-preview:streamGenerateContent?alt=sse",
            request.Target);
        Assert.Equal((true, null), (request.HasKey, request.QuotaProject));
    }

    [Fact]
    public async Task Project_and_location_may_be_set()
    {
        await using var bench = await VertexBench.StartAsync(
            ("GOOGLE_CLOUD_PROJECT", "other-project"), ("GOOGLE_CLOUD_LOCATION", "europe-west4"));

        var failure = await bench.FailAsync();

        Assert.StartsWith("/v1/projects/other-project/locations/europe-west4/", bench.Server.Requests[0].Target, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("roles/aiplatform.user", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("API key", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_model_that_the_location_has_not_is_answered_by_the_next_one()
    {
        await using var bench = await VertexBench.StartAsync(("GOOGLE_CLOUD_LOCATION", "europe-west4"));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Quality, failure.Kind);
        Assert.Contains("GOOGLE_CLOUD_LOCATION", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("env-project")]
    public async Task The_project_whose_quota_counts_is_named(string ofEnvironment)
    {
        await using var bench = await VertexBench.StartAsync(("GOOGLE_CLOUD_QUOTA_PROJECT", ofEnvironment));
        bench.Write("account.json", bench.SignIn.File("file-project"));

        await bench.AskAsync();

        Assert.Equal(ofEnvironment.Length > 0 ? ofEnvironment : "file-project", bench.Server.Requests[0].QuotaProject);
    }

    [Fact]
    public async Task A_signature_goes_back_to_the_service_that_gave_it_and_to_no_other()
    {
        await using var bench = await VertexBench.StartAsync();
        using var developer = new GeminiProvider(Developer(bench), TimeProvider.System);
        bench.Server.Next(Calls, Calls, Say.Text("Mine."), Say.Text("Not mine."));

        var ofDeveloper = await developer.Create(new("gemini", GeminiBench.Model), Document).GetResponseAsync(
            GeminiBench.Hello, GeminiBench.Tools, TestContext.Current.CancellationToken);
        var ofVertex = await bench.AskAsync();
        await bench.AskAsync(Go, ofVertex.Messages[0], Result);
        await bench.AskAsync(Go, ofDeveloper.Messages[0], Result);

        Assert.NotEqual("skip_thought_signature_validator", Signature(bench.Server.Requests[2]));
        Assert.Equal("skip_thought_signature_validator", Signature(bench.Server.Requests[3]));
    }

    [Theory]
    [InlineData("GOOGLE_CLOUD_LOCATION", "evil.example/")]
    [InlineData("GOOGLE_CLOUD_LOCATION", "Europe")]
    [InlineData("GOOGLE_VERTEX_BASE_URL", "https://user:secret@host")]
    public async Task A_setting_that_could_send_the_token_elsewhere_is_refused_at_once(string name, string value)
    {
        await using var bench = await VertexBench.StartAsync((name, value));

        var failure = await bench.FailAsync();

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Empty(bench.SignIn.Issued);
    }

    [Fact]
    public async Task A_project_that_would_leave_its_place_is_refused()
    {
        await using var bench = await VertexBench.StartAsync(("GOOGLE_CLOUD_PROJECT", "a/../b"));

        Assert.Contains("GOOGLE_CLOUD_PROJECT", (await bench.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_key_of_the_other_service_and_its_address_are_not_used()
    {
        await using var bench = await VertexBench.StartAsync(
            ("GEMINI_API_KEY", "AIza-PLANTED"), ("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:1"));

        Assert.Equal("OK", (await bench.AskAsync()).Text);
    }

    [Fact]
    public async Task All_that_options_can_say_is_understood_here_too()
    {
        await using var bench = await VertexBench.StartAsync();
        var options = new ChatOptions
        {
            Tools = GeminiBench.Tools.Tools,
            ToolMode = ChatToolMode.RequireSpecific("read_file"),
            MaxOutputTokens = 4000,
            StopSequences = ["END"],
            Seed = 7,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonDocument.Parse("""{"type":"object"}""").RootElement),
            Reasoning = new() { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Summary },
        };

        Assert.Equal("OK", (await bench.Client().GetResponseAsync(GeminiBench.Hello, options, TestContext.Current.CancellationToken)).Text);
    }

    [Theory]
    [InlineData("labels", 200, 400)]
    [InlineData("serviceTier", 400, 200)]
    public async Task The_fake_knows_which_service_takes_what(string member, int vertex, int developer)
    {
        await using var bench = await VertexBench.StartAsync();
        await bench.AskAsync();
        using var http = new HttpClient { BaseAddress = bench.Server.Address };

        Assert.Equal(vertex, await PostAsync(bench.Server.Requests[0].Target, "Authorization", $"Bearer {bench.SignIn.Issued[0]}"));
        Assert.Equal(
            developer,
            await PostAsync("/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse", "x-goog-api-key", bench.Server.Key));

        async Task<int> PostAsync(string target, string header, string value)
        {
            var body = new JsonObject
            {
                ["contents"] = JsonNode.Parse("""[{"role":"user","parts":[{"text":"Go"}]}]"""),
                [member] = member == "labels" ? new JsonObject() : "flex",
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, target)
            {
                Content = new StringContent(body.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
                Headers = { { header, value } },
            };
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("global", "https://aiplatform.googleapis.com/")]
    [InlineData("us", "https://aiplatform.us.rep.googleapis.com/")]
    [InlineData("eu", "https://aiplatform.eu.rep.googleapis.com/")]
    [InlineData("europe-west4", "https://europe-west4-aiplatform.googleapis.com/")]
    [InlineData("", "https://aiplatform.googleapis.com/")]
    public void Each_location_has_its_host(string location, string host)
    {
        var options = VertexOptions.From(new(name => name == "GOOGLE_CLOUD_LOCATION" ? location : null));
        using var provider = new VertexProvider(new(), options, TimeProvider.System);
        using var client = provider.Create(new("vertex", "gemini-3-flash-preview"), Document);

        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("gcp.vertex_ai", host), (metadata.ProviderName, metadata.ProviderUri!.ToString()));
    }

    [Theory]
    [InlineData("https://host", "https://host/v1/projects/p/locations/us/publishers/google/models/m:streamGenerateContent?alt=sse")]
    [InlineData(
        "https://host/gate/?x=1", "https://host/gate/v1/projects/p/locations/us/publishers/google/models/m:streamGenerateContent?alt=sse")]
    public void A_path_stands_below_the_address(string root, string address) =>
        Assert.Equal(address, VertexAddress.Stream(new(root), "p", "us", "m").ToString());

    [Fact]
    public void A_model_costs_here_what_it_costs_there()
    {
        var (call, day) = (new Usage { Input = 1_000_000, Output = 1000 }, new DateOnly(2026, 11, 24));

        Assert.Equal(
            ShippedCatalogue.Value.Cost(new("gemini", "gemini-3.5-flash-lite"), call, day),
            ShippedCatalogue.Value.Cost(new("vertex", "gemini-3.5-flash-lite"), call, day));
    }

    [Fact]
    public async Task The_worker_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("slop vertex ").FullName;
        await using var services = new ServiceCollection().AddSlopActivities(new(folder)).BuildServiceProvider();

        Assert.Contains(services.GetServices<IModelProvider>(), p => p is VertexProvider { Descriptor.Name: "vertex" });

        Directory.Delete(folder, recursive: true);
    }

    private static TrackDocument Document { get; } = new() { Track = new() { Id = "t" } };

    private static Func<Exchange, Reply> Calls { get; } = Say.Calls(new Asked("read_file", """{"path":"a.md"}""", "k2x9"));

    private static GeminiOptions Developer(VertexBench bench) =>
        new() { Key = new(bench.Server.Key), Address = bench.Server.Address.ToString() };

    private static string? Signature(Received request) =>
        (string?)request.Body!["contents"]![1]!["parts"]!.AsArray().OfType<JsonObject>().First(
            p => p["functionCall"] is not null)["thoughtSignature"];
}
