namespace SlopTemporal.Local.Settings;

/// <summary>Variables of the environment that say how to reach Gemini on Vertex AI; the names are those of Google's own libraries.</summary>
public static class VertexVariables
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
}
