using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Model;

public sealed class GeminiProviderTests
{
    private const string Planted = "AIza-PLANTED_key-0123456789";

    private static readonly TrackDocument Document = new() { Track = new() { Id = "t" } };

    [Fact]
    public void A_missing_key_says_how_to_set_one()
    {
        var failure = Refused([]);

        Assert.Equal((FailureKind.Final, 0), (failure.Kind, failure.Usage.Calls));
        Assert.Contains("set GEMINI_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.Contains("restart", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GEMINI_API_KEY", "bad\u00e9key")]
    [InlineData("GOOGLE_API_KEY", "two\nlines")]
    public void A_key_that_cannot_be_one_is_not_shown(string variable, string key)
    {
        var failure = Refused(new() { [variable] = key });

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.DoesNotContain(key, failure.ToString(), StringComparison.Ordinal);
        Assert.Contains(variable, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("ftp://host")]
    [InlineData("https://user:secret@host")]
    public void An_address_that_cannot_be_one_names_its_variable(string address)
    {
        var failure = Refused(new() { ["GEMINI_API_KEY"] = Planted, ["GOOGLE_GEMINI_BASE_URL"] = address });

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("GOOGLE_GEMINI_BASE_URL", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../gemini")]
    [InlineData("gemini-3?key=x")]
    [InlineData("a/b")]
    [InlineData("gemini..pro")]
    public void A_name_that_would_leave_its_place_is_refused(string name) =>
        Assert.Equal(FailureKind.Final, Refused(new() { ["GEMINI_API_KEY"] = Planted }, name).Kind);

    [Fact]
    public void No_text_of_the_options_holds_the_key()
    {
        var options = Options(new() { ["GEMINI_API_KEY"] = Planted });

        Assert.DoesNotContain(
            Planted, $"{options} {options.Key} {System.Text.Json.JsonSerializer.Serialize(options)}", StringComparison.Ordinal);
        Assert.Equal("it was [key]", options.Key!.Redact($"it was {Planted.ToLowerInvariant()}"));
    }

    [Fact]
    public void The_public_host_is_asked_where_none_is_named()
    {
        using var provider = new GeminiProvider(Options(new() { ["GOOGLE_API_KEY"] = Planted }), TimeProvider.System);
        using var client = provider.Create(new("gemini", "gemini-3-flash-preview"), Document);

        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(
            ("gcp.gemini", "https://generativelanguage.googleapis.com/", "gemini-3-flash-preview"),
            (metadata.ProviderName, metadata.ProviderUri!.ToString(), metadata.DefaultModelId));
    }

    [Fact]
    public async Task The_key_that_googles_own_libraries_prefer_is_sent_and_a_bad_one_is_final()
    {
        await using var server = await FakeGemini.FakeServer.StartAsync();
        Dictionary<string, string> both = new()
        {
            ["GOOGLE_API_KEY"] = $" {server.Key}\n",
            ["GEMINI_API_KEY"] = Planted,
            ["GOOGLE_GEMINI_BASE_URL"] = server.Address.ToString(),
        };
        using var good = new GeminiProvider(Options(both), TimeProvider.System);
        using var bad = new GeminiProvider(Options(new(both) { ["GOOGLE_API_KEY"] = Planted }), TimeProvider.System);

        var response = await Ask(good);
        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => Ask(bad));

        Assert.Equal("OK", response.Text);
        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("the API key is not valid: set GEMINI_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[key]", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_worker_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("slop gemini ").FullName;
        await using var services = new ServiceCollection().AddSlopActivities(new(folder)).BuildServiceProvider();

        Assert.Contains(services.GetServices<IModelProvider>(), p => p is GeminiProvider { Descriptor.Name: "gemini" });

        Directory.Delete(folder, recursive: true);
    }

    private static Task<ChatResponse> Ask(GeminiProvider provider) =>
        provider.Create(new("gemini", GeminiBench.Model), Document).GetResponseAsync(
            GeminiBench.Hello, cancellationToken: TestContext.Current.CancellationToken);

    private static GeminiOptions Options(Dictionary<string, string> variables) => GeminiOptions.From(new(variables.GetValueOrDefault));

    private static ModelReplyException Refused(Dictionary<string, string> variables, string name = "gemini-3-flash-preview")
    {
        using var provider = new GeminiProvider(Options(variables), TimeProvider.System);
        return Assert.Throws<ModelReplyException>(() => provider.Create(new("gemini", name), Document));
    }
}
