namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What a person is told to do about a refusal: the one thing in which the errors of Google's two services differ.</summary>
internal sealed record ErrorAdvice
{
    /// <summary>Null: the service has no keys.</summary>
    public string? BadKey { get; init; }

    /// <summary>The service does not know who asks (401).</summary>
    public required string Unknown { get; init; }

    /// <summary>The service knows who asks, and says no (403).</summary>
    public required string Forbidden { get; init; }

    /// <summary>There is no such model, or not for whoever asks.</summary>
    public required string Gone { get; init; }

    /// <summary>The quota is zero: waiting does not help.</summary>
    public required string NoQuota { get; init; }
}
