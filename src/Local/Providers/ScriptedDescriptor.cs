using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Providers;

/// <summary>The model that answers from a file.</summary>
public static class ScriptedDescriptor
{
    public static ProviderDescriptor Value { get; } = new() { Name = ModelName.Scripted };
}
