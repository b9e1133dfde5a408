using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Why a call gave no usable reply.</summary>
/// <param name="Reason">A line; it may still hold secrets and line ends of a server.</param>
/// <param name="RetryAfter">The wait that the server asked for; null: none.</param>
internal sealed record Fault(FailureKind Kind, string Reason, TimeSpan? RetryAfter = null)
{
    public static Fault Transient(string reason) => new(FailureKind.Transient, reason);

    public static Fault Quality(string reason) => new(FailureKind.Quality, reason);

    public static Fault Final(string reason) => new(FailureKind.Final, reason);
}

/// <summary>Carries a fault to the edge of the client, where secrets are taken out of it.</summary>
internal sealed class FaultException(Fault fault) : Exception(nameof(FaultException))
{
    public Fault Fault { get; } = fault;
}
