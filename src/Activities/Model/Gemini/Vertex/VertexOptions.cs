using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>All that may be set about Vertex AI, with what holds where nothing is set.</summary>
public sealed record VertexOptions
{
    /// <summary>Null: that of the credentials, or of the machine.</summary>
    public string? Project { get; init; }

    /// <summary>The newest models are to be had at no other place.</summary>
    public string Location { get; init; } = VertexAddress.Global;

    /// <summary>Where the service is; null: at the location's own host.</summary>
    public string? Address { get; init; }

    /// <summary>A file with credentials; null: none was named.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Where a sign-in on the command line leaves its credentials; null: there is no such place.</summary>
    public string? CommandLineFolder { get; init; }

    /// <summary>The project whose quota counts; null: that of the credentials.</summary>
    public string? QuotaProject { get; init; }

    /// <summary>Where a machine of Google's cloud learns about itself.</summary>
    public string MetadataHost { get; init; } = "169.254.169.254";

    /// <summary>What the environment says.</summary>
    public static VertexOptions From(EnvironmentVariables environment)
    {
        var none = new VertexOptions();
        return none with
        {
            Project = environment[VertexDescriptor.Project],
            Location = environment[VertexDescriptor.Location] ?? none.Location,
            Address = environment[VertexDescriptor.Address],
            CredentialsFile = environment[VertexDescriptor.Credentials],
            CommandLineFolder = environment[VertexDescriptor.CommandLineFolder]
                ?? (OperatingSystem.IsWindows() ? Below("APPDATA", "gcloud") : Below("HOME", ".config", "gcloud")),
            QuotaProject = environment[VertexDescriptor.QuotaProject],
            MetadataHost = environment[VertexDescriptor.MetadataHost] ?? none.MetadataHost,
        };

        string? Below(string name, params string[] parts) => environment[name] is { } folder ? Path.Combine([folder, .. parts]) : null;
    }
}
