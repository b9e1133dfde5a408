using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Providers;

/// <summary>What the whole program has to know about a source of models. The code that calls it is in the worker, under the same
/// descriptor.</summary>
public sealed record ProviderDescriptor
{
    /// <summary>The text before the colon of a model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The variables that are its own. Each of them reaches the worker; any other variable does not.</summary>
    public IReadOnlyList<ProviderVariable> Variables { get; init; } = [];

    /// <summary>How a person gets a key or signs in, as an order without a full stop. Empty: neither is needed.</summary>
    public string HowToGetKey { get; init; } = "";

    /// <summary>Where the service is; null: nothing is asked over the network.</summary>
    public ProviderEndpoint? Endpoint { get; init; }

    /// <summary>Looks at an environment, without the network, for the reason why no call can succeed from it; null: there may be
    /// none.</summary>
    public Func<EnvironmentVariables, KeyProblem?> FindKeyProblem { get; init; } = _ => null;

    /// <summary>False: the service refuses a limit of output tokens above what its model has, so that an unknown model is called without
    /// one.</summary>
    public bool AcceptsHighOutputLimit { get; init; } = true;
}

/// <summary>A variable of the environment that belongs to a provider.</summary>
/// <param name="IsSecret">Whether the value itself opens the service: no command that the worker starts may see it.</param>
public sealed record ProviderVariable(string Name, bool IsSecret = false)
{
    /// <summary>Whoever sets it has said how the service is reached: the provider's other variables belong to it, set or not.</summary>
    public bool GivesAccess { get; init; } = IsSecret;
}

/// <summary>Where a service is.</summary>
/// <param name="Default">Its public address.</param>
/// <param name="Variable">The variable that names another address.</param>
public sealed record ProviderEndpoint(Uri Default, string Variable);
