using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>How any chat client reports that a call gave no usable reply.</summary>
public sealed class ModelReplyException(FailureKind kind, string reason, TimeSpan? retryAfter, Usage usage) : Exception(reason)
{
    /// <summary>Decides between the next model, the same one later, and giving up.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What the failed call cost, as far as the provider said.</summary>
    public Usage Usage { get; } = usage;

    /// <summary>True: the model may have worked, whether its provider has counted or not.</summary>
    public bool MayBeBilled { get; init; }
}
