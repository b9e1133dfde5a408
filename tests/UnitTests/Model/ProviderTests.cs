using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Activities.Model.OpenAi;
using SlopTemporal.Activities.Notices;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Model;

/// <summary>What all parts of the program agree on about providers.</summary>
public sealed class ProviderTests
{
    private static readonly string[] Secrets =
        [.. ProviderDescriptors.All.SelectMany(p => p.Variables).Where(v => v.IsSecret).Select(v => v.Name)];

    [Fact]
    public async Task The_worker_has_the_code_of_every_provider_that_is_described_and_of_no_other()
    {
        using var folder = new TempFolder();
        await using var services = new ServiceCollection().AddSlopActivities(new(folder.Path)).BuildServiceProvider();

        var registered = services.GetServices<IModelProvider>().Select(p => p.Descriptor).OrderBy(d => d.Name, StringComparer.Ordinal);

        Assert.Equal(ProviderDescriptors.All.OrderBy(d => d.Name, StringComparer.Ordinal), registered);
    }

    [Fact]
    public void A_provider_is_found_by_its_name_in_any_case()
    {
        Assert.All(ProviderDescriptors.All, p => Assert.Same(p, ProviderDescriptors.Find(p.Name.ToUpperInvariant())));
        Assert.Null(ProviderDescriptors.Find("acme"));
    }

    [Fact]
    public void Every_variable_of_a_provider_reaches_the_worker()
    {
        var all = ProviderDescriptors.All.SelectMany(p => p.Variables).ToDictionary(v => v.Name, v => "value");

        Assert.Equal(all, WorkerEnvironment.From(all));
        Assert.All(ProviderDescriptors.All, p => Assert.True(p.Endpoint is null || all.ContainsKey(p.Endpoint.Variable), p.Name));
    }

    [Fact]
    public void No_command_gets_a_secret_of_a_provider()
    {
        string[] passed = [.. SandboxEnvironment.Places, .. NoticeActivities.Inherited];

        Assert.Equal(["GEMINI_API_KEY", "GOOGLE_API_KEY", "OPENAI_API_KEY"], Secrets.Order(StringComparer.Ordinal));
        Assert.Empty(passed.Intersect(Secrets));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\n", null)]
    [InlineData(" a b\n", "a b")]
    public void Blanks_are_no_value_and_no_part_of_one(string? value, string? read) =>
        Assert.Equal(read, new EnvironmentVariables(_ => value)["ANY"]);

    [Theory]
    [InlineData("gemini", "GEMINI_API_KEY", "k", true)]
    [InlineData("gemini", "GEMINI_API_KEY", " \t", false)]
    [InlineData("gemini", "GOOGLE_API_KEY", "k ", true)]
    [InlineData("gemini", "GOOGLE_API_KEY", " ", false)]
    [InlineData("openai", "OPENAI_API_KEY", "k", true)]
    [InlineData("openai", "OPENAI_API_KEY", "\n", false)]
    [InlineData("openai", "OPENAI_BASE_URL", "http://127.0.0.1:1/v1", true)]
    [InlineData("openai", "OPENAI_BASE_URL", " ", false)]
    public void Who_starts_a_run_and_who_calls_the_model_agree_on_what_a_key_is(string name, string variable, string value, bool isKey)
    {
        var environment = new EnvironmentVariables(n => n == variable ? value : null);
        using var gemini = new GeminiProvider(GeminiOptions.From(environment), TimeProvider.System);
        using var openAi = new OpenAiProvider(OpenAiOptions.From(environment), TimeProvider.System);
        var provider = name == "gemini" ? (IModelProvider)gemini : openAi;

        var problem = provider.Descriptor.FindKeyProblem(environment);
        var failure = Record.Exception(() => provider.Create(new(name, "some-model"), new TrackDocument { Track = new() { Id = "t" } }));

        Assert.Equal((isKey, isKey), (problem is null, failure is null));
        Assert.Equal(isKey ? null : provider.Descriptor.HowToGetKey, problem?.WayOut);
        Assert.Contains(problem?.WayOut ?? "", failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("OpenAI", false)]
    [InlineData("gemini", true)]
    [InlineData("vertex", true)]
    public void An_unknown_model_gets_a_limit_of_output_where_its_provider_takes_any(string provider, bool hasLimit)
    {
        var options = ModelOptions.For(new(provider, "unknown"), new ModelCard { Model = "unknown" }, isKnown: false);

        Assert.Equal(hasLimit, options.MaxOutputTokens is not null);
    }
}
