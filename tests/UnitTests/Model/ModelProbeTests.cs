using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.UnitTests.Model;

public sealed class ModelProbeTests
{
    private static readonly ModelName Known = new("gemini", GeminiBench.Model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_says_a_word_answers_as_itself_after_one_small_call()
    {
        await using var bench = await GeminiBench.StartAsync();

        var probed = await ProbeAsync(bench, Known);

        Assert.Equal((true, GeminiBench.Model, null), (probed.Ok, probed.AnsweredBy, probed.Reason));
        var asked = Assert.Single(bench.Server.Requests);
        Assert.Equal(1024, (int?)asked.Body!["generationConfig"]!["maxOutputTokens"]);
    }

    [Fact]
    public async Task All_models_are_asked_and_each_has_its_own_end()
    {
        await using var bench = await GeminiBench.StartAsync();
        var gone = new ModelName("gemini", "gemini-2.0-flash");

        var report = await Probe(bench.Provider).AskAsync([gone, Known, new("unknown", "x")], Token);

        Assert.Equal([gone, Known, new("unknown", "x")], report.Models.Select(m => m.Model));
        Assert.Equal([FailureKind.Quality, null, FailureKind.Final], report.Models.Select(m => m.Kind));
        Assert.Contains("the model is gone", report.Models[0].Reason, StringComparison.Ordinal);
        Assert.Contains("unknown is not available", report.Models[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_is_cut_off_while_thinking_proves_that_the_model_is_there()
    {
        await using var bench = await GeminiBench.StartAsync();
        bench.Server.Next(Say.Only("MAX_TOKENS"), exchange => Say.Events(exchange, "MAX_TOKENS", Say.Thought("Let me think.")));

        var (silent, thought) = (await ProbeAsync(bench, Known), await ProbeAsync(bench, Known));

        Assert.Equal((true, null), (silent.Ok, silent.Kind));
        Assert.Equal((true, GeminiBench.Model), (thought.Ok, thought.AnsweredBy));
    }

    [Fact]
    public async Task A_model_that_answers_in_the_place_of_another_is_named()
    {
        await using var bench = await GeminiBench.StartAsync();
        bench.Server.Next(exchange => Say.Text("OK")(exchange with { Model = "gemini-3.5-flash-lite" }));

        var probed = await ProbeAsync(bench, Known);

        Assert.Equal((true, "gemini-3.5-flash-lite"), (probed.Ok, probed.AnsweredBy));
    }

    [Fact]
    public async Task Trouble_of_the_provider_is_no_fault_of_the_model()
    {
        await using var bench = await GeminiBench.StartAsync();
        bench.Server.Next(Errors.Of(503, "UNAVAILABLE", "The model is overloaded.")).Next(Errors.TooManyToday());

        Assert.Equal(FailureKind.Transient, (await ProbeAsync(bench, Known)).Kind);
        Assert.Equal(FailureKind.Quota, (await ProbeAsync(bench, Known)).Kind);
    }

    [Fact]
    public async Task A_wrong_key_is_final_and_not_shown()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { Key = new("AIza-WRONG_key-0123456789") });

        var probed = await ProbeAsync(bench, Known);

        Assert.Equal((false, FailureKind.Final), (probed.Ok, probed.Kind));
        Assert.Contains("the API key is not valid", probed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", probed.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nobody_is_waited_for_longer_than_the_limit()
    {
        var (time, deaf) = (new FakeTimeProvider(), new DeafProvider());
        var asking = new ModelProbe(new([deaf]), () => new(), time).AskAsync([new("deaf", "x")], Token);

        time.Advance(ProbeReport.CallTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        var probed = (await asking).Models[0];
        Assert.Equal((false, FailureKind.Transient, "no answer within 30 s"), (probed.Ok, probed.Kind, probed.Reason));
    }

    [Fact]
    public async Task The_worker_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("slop probe ").FullName;
        await using var services = new ServiceCollection().AddSlopActivities(new(Path.Combine(folder, "home"))).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<ModelProbe>());

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static async Task<ProbedModel> ProbeAsync(GeminiBench bench, ModelName model) =>
        Assert.Single((await Probe(bench.Provider).AskAsync([model], Token)).Models);

    private static ModelProbe Probe(GeminiProvider provider) => new(new([provider]), () => new(), TimeProvider.System);

    /// <summary>A provider that takes a call and says nothing.</summary>
    private sealed class DeafProvider : IModelProvider, IChatClient
    {
        public ProviderDescriptor Descriptor { get; } = new() { Name = "deaf" };

        public IChatClient Create(ModelName model, TrackDocument document) => this;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options =
                null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
