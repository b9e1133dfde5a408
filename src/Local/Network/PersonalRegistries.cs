namespace SlopTemporal.Local.Network;

/// <summary>What the person's own configuration of package managers says of registries; nothing in it is a secret.</summary>
/// <param name="Hosts">Of all addresses in it, with the file or the variable that names each.</param>
/// <param name="Variables">The same for the managers, where they read it from variables.</param>
/// <param name="Files">And where they do not: files of the home folder that a command sees.</param>
/// <param name="Warnings">Files that say nothing because they cannot be read, or not understood.</param>
public sealed record PersonalRegistries(
    IReadOnlyList<AllowedHost> Hosts,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<RegistryFile> Files,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Where a person has configured nothing.</summary>
    public static PersonalRegistries None { get; } = new([], new Dictionary<string, string>(), [], []);

    /// <summary>A <c>NuGet.Config</c> with the person's package sources; null: they have none but the public one.</summary>
    public string? NuGetConfig => Files.FirstOrDefault(file => file.Path == NuGetSources.File)?.Text;
}

/// <summary>A file of a package manager with the person's registries, and nothing else of theirs.</summary>
/// <param name="Path">Below the home folder.</param>
/// <param name="Text">Without credentials.</param>
public sealed record RegistryFile(string Path, string Text);
