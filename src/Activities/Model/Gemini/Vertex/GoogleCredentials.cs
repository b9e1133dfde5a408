using Google.Apis.Auth.OAuth2;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>Finds application-default credentials, in the order of Google's own libraries: a named file, a sign-in on the command line, the
/// machine.</summary>
/// <remarks>The library looks for them too, but remembers for the life of the process what it found, and that it found nothing.</remarks>
internal sealed class GoogleCredentials(VertexOptions options, MetadataServer metadata)
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private static readonly string WayOut = $"{VertexDescriptor.Value.HowToGetKey} and restart the worker";

    /// <exception cref="FaultException">There are none, or they cannot be used.</exception>
    public async Task<GoogleCredential> CreateAsync(CancellationToken cancellationToken)
    {
        // Without a scope a service account would sign its own tokens for another purpose.
        var credential = (await FindAsync(cancellationToken))
            .CreateScoped(Scope)
            .CreateWithHttpClientFactory(new SignInHttpClientFactory());
        return options.QuotaProject is { } quota ? credential.CreateWithQuotaProject(quota) : credential;
    }

    /// <exception cref="FaultException">Nothing says which, or it cannot be one.</exception>
    public async Task<string> ProjectAsync(GoogleCredential credential, CancellationToken cancellationToken)
    {
        var project = options.Project
            ?? (credential.UnderlyingCredential as ServiceAccountCredential)?.ProjectId
            ?? await metadata.ProjectAsync(cancellationToken);
        return project switch
        {
            { } when VertexAddress.IsProject(project) => project,
            { } => throw new FaultException(
                Fault.Final($"what is set as the project is not a project id; check {VertexDescriptor.Project}")),
            // The machine knows it: it only did not answer now.
            null when credential.UnderlyingCredential is ComputeCredential =>
                throw new FaultException(Fault.Transient($"the metadata server did not name the project; {VertexDescriptor.Project} can")),
            null => throw new FaultException(
                Fault.Final($"there is no project to ask: set {VertexDescriptor.Project} in the environment of the worker and restart it")),
        };
    }

    private async Task<GoogleCredential> FindAsync(CancellationToken cancellationToken)
    {
        if (options.CredentialsFile is { } named)
        {
            return await CredentialsFile.ReadAsync(named, cancellationToken)
                ?? throw new FaultException(Fault.Final($"there is no file {named}, which {VertexDescriptor.Credentials} names; {WayOut}"));
        }

        var ofCommandLine = options.CommandLineFolder is { } folder
            ? await CredentialsFile.ReadAsync(Path.Combine(folder, "application_default_credentials.json"), cancellationToken)
            : null;
        return ofCommandLine
            ?? await metadata.CredentialAsync(cancellationToken)
            ?? throw new FaultException(Fault.Final($"there are no Google credentials: {WayOut}"));
    }
}
