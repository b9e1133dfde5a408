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
    public static VertexOptions From(Func<string, string?> variable)
    {
        var none = new VertexOptions();
        return none with
        {
            Project = Value(VertexVariables.Project),
            Location = Value(VertexVariables.Location) ?? none.Location,
            Address = Value(VertexVariables.Address),
            CredentialsFile = Value(VertexVariables.Credentials),
            CommandLineFolder = Value(VertexVariables.CommandLineFolder) ?? (OperatingSystem.IsWindows() ? Below("APPDATA", "gcloud") : Below("HOME", ".config", "gcloud")),
            QuotaProject = Value(VertexVariables.QuotaProject),
            MetadataHost = Value(VertexVariables.MetadataHost) ?? none.MetadataHost,
        };

        string? Value(string name) => string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();

        string? Below(string name, params string[] parts) => Value(name) is { } folder ? Path.Combine([folder, .. parts]) : null;
    }
}
