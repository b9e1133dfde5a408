using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.UnitTests.Model;

/// <summary>What is sent; the fake refuses what the service would.</summary>
public sealed class GeminiRequestTests : IAsyncLifetime
{
    private static readonly AITool Search = AIFunctionFactory.CreateDeclaration(
        "search",
        "Searches.",
        System.Text.Json.JsonDocument.Parse(
            """{"$schema":"x","type":"object","properties":{"q":{"type":["string","null"]}}}""").RootElement);

    private GeminiBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Only_what_was_said_is_sent()
    {
        await _bench.AskAsync(options: new());

        AssertBody("""{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""");
    }

    [Fact]
    public async Task All_that_options_can_say_is_sent()
    {
        var options = new ChatOptions
        {
            Instructions = "In English.",
            Tools = [Search],
            Temperature = 0.5f,
            MaxOutputTokens = 4000,
            StopSequences = ["END"],
            Seed = 7,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(
                System.Text.Json.JsonDocument.Parse("""{"$schema":"x","type":"object"}""").RootElement),
            Reasoning = new() { Effort = ReasoningEffort.Low, Output = ReasoningOutput.Summary },
        };

        await _bench.AskAsync(options: options);

        AssertBody("""
            {"systemInstruction":{"parts":[{"text":"Be brief."},{"text":"In English."}]},
             "tools":[{"functionDeclarations":[{"name":"search","description":"Searches.",
              "parametersJsonSchema":{"type":"object","properties":{"q":{"type":["string","null"]}}}}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},
             "generationConfig":{"maxOutputTokens":4000,"stopSequences":["END"],"seed":7,
              "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
              "thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}},
             "contents":[{"role":"user","parts":[{"text":"Hello"}]}]}
            """);
    }

    [Fact]
    public async Task Older_models_have_other_settings()
    {
        await _bench.AskAsync("gemini-2.5-flash", new() { Temperature = 0.5f, Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.Equal("""{"temperature":0.5,"thinkingConfig":{"thinkingBudget":0}}""", Body["generationConfig"]!.ToJsonString());
    }

    [Fact]
    public async Task A_tool_can_be_forbidden_or_demanded()
    {
        foreach (var (mode, json) in new (ChatToolMode, string)[]
        {
            (ChatToolMode.None, """{"mode":"NONE"}"""), (ChatToolMode.RequireAny, """{"mode":"ANY"}"""),
            (ChatToolMode.RequireSpecific("search"), """{"mode":"ANY","allowedFunctionNames":["search"]}"""),
        })
        {
            await _bench.AskAsync(options: new() { Tools = [Search], ToolMode = mode });

            Assert.Equal(json, Body["toolConfig"]!["functionCallingConfig"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Results_go_back_together_in_the_order_of_the_calls()
    {
        await _bench.AskAsync(GeminiBench.Model, null,
            new ChatMessage(ChatRole.User, "Go"),
            new ChatMessage(ChatRole.Assistant,
            [
                new FunctionCallContent("a", "search"),
                new FunctionCallContent("b", "read_file", new Dictionary<string, object?> { ["path"] = "x" }),
            ]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("b", "text of x")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", null) { Exception = new InvalidOperationException("no") }]),
            new ChatMessage(ChatRole.User, "And now?"));

        Assert.True(JsonNode.DeepEquals(Body["contents"], JsonNode.Parse("""
            [{"role":"user","parts":[{"text":"Go"}]},
             {"role":"model","parts":[
              {"functionCall":{"id":"a","name":"search","args":{}}},
              {"functionCall":{"id":"b","name":"read_file","args":{"path":"x"}}}]},
             {"role":"user","parts":[
              {"functionResponse":{"id":"a","name":"search","response":{"error":"no"}}},
              {"functionResponse":{"id":"b","name":"read_file","response":{"output":"text of x"}}}]},
             {"role":"user","parts":[{"text":"And now?"}]}]
            """)), Body["contents"]!.ToJsonString());
    }

    [Fact]
    public async Task Calls_of_another_model_in_the_current_turn_get_the_dummy_signature()
    {
        ChatMessage[] foreign =
        [
            new(ChatRole.User, "Go"),
            new(ChatRole.Assistant, [new FunctionCallContent("a", "search"), new FunctionCallContent("b", "search")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "1"), new FunctionResultContent("b", "2")]),
        ];

        await _bench.AskAsync(GeminiBench.Model, null, foreign);
        Assert.Equal(["skip_thought_signature_validator", null], Signatures(1));

        await _bench.AskAsync("gemini-2.5-flash", null, foreign);
        Assert.Equal([null, null], Signatures(1));
    }

    [Fact]
    public async Task A_call_and_its_result_belong_together()
    {
        var call = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("a", "search")]);
        var noResult = await Assert.ThrowsAsync<ModelReplyException>(
            () => _bench.AskAsync(GeminiBench.Model, null, new ChatMessage(ChatRole.User, "Go"), call));
        var noCall = await Assert.ThrowsAsync<ModelReplyException>(
            () => _bench.AskAsync(GeminiBench.Model, null, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("z", "1")])));

        Assert.Equal((FailureKind.Final, "the conversation has a call without a result: search (a)"), (noResult.Kind, noResult.Message));
        Assert.Equal((FailureKind.Final, "the conversation has a result of a call that was not made: z"), (noCall.Kind, noCall.Message));
        Assert.Empty(_bench.Server.Requests);
    }

    [Fact]
    public async Task What_cannot_be_declared_is_refused_before_it_is_sent()
    {
        var failure = await Assert.ThrowsAsync<ModelReplyException>(
            () => _bench.AskAsync(options: new() { Tools = [AIFunctionFactory.CreateDeclaration("a tool", "", default)] }));

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("'a tool'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fake_refuses_what_it_does_not_know()
    {
        using var http = new HttpClient();
        using var content = new StringContent(
            """{"contents":[{"role":"user","parts":[{"text":"x","thought_signature":"AAAA","signature":"y"}]}],"labels":{}}""",
            null,
            "application/json");
        content.Headers.ContentType!.CharSet = null;
        http.DefaultRequestHeaders.Add("x-goog-api-key", _bench.Server.Key);

        using var response = await http.PostAsync(
            new Uri(_bench.Server.Address, "/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse"),
            content,
            TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            ["contents[0].parts[0].signature", "labels"],
            JsonNode.Parse(text)!["error"]!["details"]![0]!["fieldViolations"]!.AsArray().Select(v => (string?)v!["field"]));
    }

    private JsonNode Body => _bench.Server.Requests[^1].Body!;

    private IEnumerable<string?> Signatures(int content) =>
        Body["contents"]![content]!["parts"]!.AsArray().Select(p => (string?)p!["thoughtSignature"]);

    private void AssertBody(string json) => Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), Body.ToJsonString());
}
