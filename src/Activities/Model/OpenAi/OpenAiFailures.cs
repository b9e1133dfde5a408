using System.ClientModel;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>What follows from an exception of the package; none of its texts gets out without a look at it.</summary>
internal sealed class OpenAiFailures(Uri root, ApiKey key, TimeProvider time)
{
    /// <summary>Characters of a reason.</summary>
    private const int ReasonLength = 500;

    /// <summary>A failure after the model may have begun to work.</summary>
    public ModelReplyException Begun(FailureKind kind, string reason) => Of(kind, reason, mayBeBilled: true);

    public ModelReplyException Of(Exception thrown) => thrown switch
    {
        ClientResultException { Status: > 0 } refusal => OfStatus(OpenAiError.Read(refusal, time)),
        HttpRequestException e => Of(FailureKind.Transient, $"cannot reach {root.Host}: {e.HttpRequestError}"),
        IOException => Begun(FailureKind.Transient, "the connection broke within the reply"),
        OperationCanceledException or TimeoutException => Begun(FailureKind.Transient, $"stalled: {root.Host} did not answer in time"),
        { InnerException: { } inner } => Of(inner),
        _ => Begun(FailureKind.Quality, $"malformed: the reply is not that of a chat ({thrown.GetType().Name})"),
    };

    // The one way out for failures: no inner exception, no secret, one line.
    private ModelReplyException Of(FailureKind kind, string reason, TimeSpan? retryAfter = null, bool mayBeBilled = false) =>
        new(kind, Preview.Line(key.Redact(reason), ReasonLength), retryAfter, new() { Calls = 1 }) { MayBeBilled = mayBeBilled };

    private ModelReplyException OfStatus(OpenAiError error) => error.Status switch
    {
        // Waiting does not help: a person has to pay.
        _ when error.Code == "insufficient_quota" => Of(FailureKind.Final, $"the account of this key has no credit left ({error})"),
        // The next model may take more.
        _ when error.Code == "context_length_exceeded" || OverlongPrompt.IsSaid(error.Status, $"{error}") => Of(FailureKind.Quality, $"the conversation is longer than the model takes ({error})"),
        401 => Of(FailureKind.Final, $"the API key is not valid: set {OpenAiVariables.Key} to one of {root.Host} and restart the worker ({error})"),
        403 => Of(FailureKind.Final, $"not allowed; check what the key in {OpenAiVariables.Key} may be used for ({error})"),
        404 => Of(FailureKind.Quality, $"the model is gone, or {OpenAiVariables.Address} is not the whole address, with its /v1 ({error})"),
        408 or 409 or 429 or >= 499 when error.Delay > ErrorRules.LongestWait => Of(FailureKind.Quota, $"the quota is used up ({error})", error.Delay),
        408 or 409 or 429 or >= 499 => Of(FailureKind.Transient, $"{error}", error.Delay),
        _ => Of(FailureKind.Final, $"{error}"),
    };
}
