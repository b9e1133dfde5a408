using System.Text.RegularExpressions;
using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.Gemini.Vertex;

/// <summary>Hosts and paths of Vertex AI.</summary>
internal static partial class VertexAddress
{
    public const string Global = "global";

    /// <summary>True where it can stand in the name of a host: anything else could send the token elsewhere.</summary>
    public static bool IsLocation(string text) => Location().IsMatch(text);

    /// <summary>True where it can stand in a path.</summary>
    public static bool IsProject(string text) => Project().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>The public host of a location.</summary>
    public static Uri Host(string location) => new(location switch
    {
        Global => VertexDescriptor.Value.Endpoint!.Default.OriginalString,
        "us" or "eu" => $"https://aiplatform.{location}.rep.googleapis.com",
        _ => $"https://{location}-aiplatform.googleapis.com",
    });

    /// <summary>Address of a streamed call.</summary>
    public static Uri Stream(Uri root, string project, string location, string model) =>
        ProviderHttp.Below(
            root, $"v1/projects/{project}/locations/{location}/publishers/google/models/{model}:streamGenerateContent?alt=sse");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Location();

    // A project of a domain is written domain:project.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.:_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Project();
}
