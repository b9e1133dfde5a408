using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Providers;

/// <summary>Google's models by Vertex AI, with a sign-in of Google's cloud; the variables are those of Google's own libraries.</summary>
public static class VertexDescriptor
{
    /// <summary>The project that is asked and billed.</summary>
    public const string Project = "GOOGLE_CLOUD_PROJECT";

    /// <summary>The region, or a group of them.</summary>
    public const string Location = "GOOGLE_CLOUD_LOCATION";

    /// <summary>Where Vertex AI is, in place of the location's own host.</summary>
    /// <remarks>Not the one of the Developer API: the token of one service must not go to a proxy of the other.</remarks>
    public const string Address = "GOOGLE_VERTEX_BASE_URL";

    /// <summary>Path of a file with credentials.</summary>
    public const string Credentials = "GOOGLE_APPLICATION_CREDENTIALS";

    /// <summary>The project whose quota counts, where it is not that of the credentials.</summary>
    public const string QuotaProject = "GOOGLE_CLOUD_QUOTA_PROJECT";

    /// <summary>The folder in which Google's command line keeps what a sign-in gave it.</summary>
    public const string CommandLineFolder = "CLOUDSDK_CONFIG";

    /// <summary>Where a machine of Google's cloud learns about itself.</summary>
    public const string MetadataHost = "GCE_METADATA_HOST";

    private const string SignIn = "run `gcloud auth application-default login`";

    public static ProviderDescriptor Value { get; } = new()
    {
        Name = "vertex",
        Variables =
        [
            new(Project), new(Location), new(Address), new(Credentials) { GivesAccess = true }, new(QuotaProject), new(CommandLineFolder),
            new(MetadataHost),
        ],
        HowToGetKey = $"{SignIn}, or set {Credentials} to a file with credentials",
        Endpoint = new(new("https://aiplatform.googleapis.com"), Address),
        FindKeyProblem = FindUnusableFile,
    };

    // The worker runs in a folder of its own, and credentials may lie in other places: only a name that cannot be right is refused.
    private static KeyProblem? FindUnusableFile(EnvironmentVariables environment) =>
        environment[Credentials] is { } file && !(Path.IsPathFullyQualified(file) && File.Exists(file))
            ? KeyProblem.Unusable(
                $"{Credentials} names no file: {file}", $"set {Credentials} to the whole path of a file, or unset it and {SignIn}")
            : null;
}
