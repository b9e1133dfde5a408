using System.Text.RegularExpressions;

namespace SlopTemporal.FakeGemini;

/// <summary>Google's two services.</summary>
internal enum Backend
{
    Developer,
    Vertex,
}

/// <summary>What a path asks for.</summary>
/// <param name="Backend">The service.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Project">Of Vertex AI.</param>
/// <param name="Location">Of Vertex AI.</param>
internal sealed partial record Target(Backend Backend, string Model, string Project = "", string Location = "")
{
    /// <summary>Null: there is no such path.</summary>
    public static Target? Parse(string path) => (Developer().Match(path), Vertex().Match(path)) switch
    {
        ({ Success: true } m, _) => new(Backend.Developer, m.Groups["model"].Value),
        (_, { Success: true } m) => new(Backend.Vertex, m.Groups["model"].Value, m.Groups["project"].Value, m.Groups["location"].Value),
        _ => null,
    };

    [GeneratedRegex("^/v1beta/models/(?<model>.+):streamGenerateContent$")]
    private static partial Regex Developer();

    [
        GeneratedRegex(
            "^/v1/projects/(?<project>[^/]+)/locations/(?<location>[^/]+)/publishers/google/models/(?<model>.+):streamGenerateContent$"),
    ]
    private static partial Regex Vertex();
}
