namespace SlopTemporal.Local.Providers;

/// <summary>All providers that this version has; the worker registers the code of each.</summary>
public static class ProviderDescriptors
{
    public static IReadOnlyList<ProviderDescriptor> All { get; } =
        [ScriptedDescriptor.Value, GeminiDescriptor.Value, VertexDescriptor.Value, OpenAiDescriptor.Value];

    /// <summary>The provider of this name, in any case; null: there is none.</summary>
    public static ProviderDescriptor? Find(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
