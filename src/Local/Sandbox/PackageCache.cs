namespace SlopTemporal.Local.Sandbox;

/// <summary>The person's NuGet packages: commands read them and never write them.</summary>
internal static class PackageCache
{
    /// <summary>Null if there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("NUGET_PACKAGES");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(home, ".nuget", "packages") : named;
        return Directory.Exists(folder) ? folder : null;
    }
}
