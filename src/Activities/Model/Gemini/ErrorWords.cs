using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What a person is told to do about a refusal: the one thing in which the errors of Google's two services differ.</summary>
internal sealed record ErrorWords
{
    public static readonly ErrorWords OfDeveloperApi = new()
    {
        BadKey = $"the API key is not valid: set {GeminiVariables.OtherKey} to a key of Google AI Studio and restart the worker",
        Unknown = "not allowed; check the API key and what it may be used for",
        Forbidden = "not allowed; check the API key and what it may be used for",
        Gone = "the model is gone, or this key may not use it",
        NoQuota = "the plan of this key has no quota for the model",
    };

    public static readonly ErrorWords OfVertex = new()
    {
        Unknown = $"the credentials were refused, renewed ones too: run `gcloud auth application-default login`, or look at {VertexVariables.Credentials}",
        Forbidden = $"not allowed; the credentials need the role roles/aiplatform.user in the project of {VertexVariables.Project}, and the Vertex AI API has to be enabled there",
        Gone = $"the model is gone, or it is not to be had in this project and {VertexVariables.Location}",
        NoQuota = "the project has no quota for the model",
    };

    /// <summary>Null: the service has no keys.</summary>
    public string? BadKey { get; init; }

    /// <summary>It does not know who asks.</summary>
    public required string Unknown { get; init; }

    /// <summary>It knows, and says no.</summary>
    public required string Forbidden { get; init; }

    public required string Gone { get; init; }

    public required string NoQuota { get; init; }
}
