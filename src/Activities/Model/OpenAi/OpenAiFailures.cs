using System.ClientModel;
using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Providers;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>What follows from an exception of the package; none of its texts gets out without a look at it.</summary>
internal sealed class OpenAiFailures(Uri root, ApiKey key, TimeProvider time)
{
    /// <summary>A failure after the model may have begun to work.</summary>
    public ModelReplyException AfterStart(FailureKind kind, string reason) => From(kind, reason, mayBeBilled: true);

    public ModelReplyException From(Exception thrown) => thrown switch
    {
        ClientResultException { Status: > 0 } refusal => OfStatus(OpenAiError.Read(refusal, time)),
        HttpRequestException e => From(FailureKind.Transient, $"cannot reach {root.Host}: {e.HttpRequestError}"),
        IOException => AfterStart(FailureKind.Transient, "the connection broke within the reply"),
        OperationCanceledException or TimeoutException => AfterStart(FailureKind.Transient, $"stalled: {root.Host} did not answer in time"),
        { InnerException: { } inner } => From(inner),
        _ => AfterStart(FailureKind.Quality, $"malformed: the reply is not that of a chat ({thrown.GetType().Name})"),
    };

    // No inner exception: its text may hold a secret.
    private ModelReplyException From(FailureKind kind, string reason, TimeSpan? retryAfter = null, bool mayBeBilled = false) =>
        new(kind, ProviderFailures.Line(reason, key.Redact), retryAfter, new() { Calls = 1 }) { MayBeBilled = mayBeBilled };

    private ModelReplyException OfStatus(OpenAiError error) => error.Status switch
    {
        // Waiting does not help: a person has to pay.
        _ when error.Code == "insufficient_quota" => From(FailureKind.Final, $"the account of this key has no credit left ({error})"),
        // The next model may take more.
        _ when error.Code == "context_length_exceeded" || OverlongPrompt.IsReported(error.Status, $"{error}") =>
            From(FailureKind.Quality, $"the conversation is longer than the model takes ({error})"),
        401 => From(
            FailureKind.Final,
            $"the API key is not valid: set {OpenAiDescriptor.Key} to one of {root.Host} and restart the worker ({error})"),
        403 => From(FailureKind.Final, $"not allowed; check what the key in {OpenAiDescriptor.Key} may be used for ({error})"),
        404 =>
            From(FailureKind.Quality, $"the model is gone, or {OpenAiDescriptor.Address} is not the whole address, with its /v1 ({error})"),
        408 or 409 or 429 or >= 499 when error.Delay > ProviderFailures.LongestBusyWait =>
            From(FailureKind.Quota, $"the quota is used up ({error})", error.Delay),
        408 or 409 or 429 or >= 499 => From(FailureKind.Transient, $"{error}", error.Delay),
        _ => From(FailureKind.Final, $"{error}"),
    };
}
