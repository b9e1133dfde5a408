using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>How any chat client reports that a call gave no usable reply.</summary>
public sealed class ModelReplyException(FailureKind kind, string reason, TimeSpan? retryAfter, Usage usage) : Exception(reason)
{
    /// <summary>Decides between the next model, the same one later, and giving up.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>How long the provider asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What the failed call cost.</summary>
    public Usage Usage { get; } = usage;
}
