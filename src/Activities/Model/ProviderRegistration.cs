using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Activities.Model.Gemini.Vertex;
using SlopTemporal.Activities.Model.OpenAi;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model;

/// <summary>The code of each provider: a line for each descriptor of <see cref="Local.Providers.ProviderDescriptors.All"/>.</summary>
internal static class ProviderRegistration
{
    public static IServiceCollection AddProviders(this IServiceCollection services) => services
        .AddSingleton<IModelProvider, ScriptedProvider>()
        .AddProvider((environment, settings, time) => new GeminiProvider(GeminiOptions.From(environment).With(settings), time))
        .AddProvider(
            (environment, settings, time) => new VertexProvider(new GeminiOptions().With(settings), VertexOptions.From(environment), time))
        .AddProvider((environment, settings, time) => new OpenAiProvider(OpenAiOptions.From(environment).With(settings), time));

    private static IServiceCollection AddProvider(
        this IServiceCollection services, Func<EnvironmentVariables, SlopSettings, TimeProvider, IModelProvider> create) =>
        services.AddSingleton(s => create(
            EnvironmentVariables.OfProcess, s.GetRequiredService<Func<SlopSettings>>()(), s.GetRequiredService<TimeProvider>()));
}
