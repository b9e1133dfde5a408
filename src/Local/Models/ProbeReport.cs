using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Models;

/// <summary>What the worker program prints when it is started with <c>probe</c>, for the command line to read.</summary>
/// <param name="Models">In the order in which they were named.</param>
public sealed record ProbeReport(IReadOnlyList<ProbedModel> Models)
{
    /// <summary>The first argument of the worker program that asks for a report.</summary>
    public const string ModeName = "probe";

    /// <summary>Longest wait for one model; all are asked at once.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
}

/// <summary>The outcome of one very short call.</summary>
/// <param name="Model">The model that was asked.</param>
/// <param name="Ok">A model answered, whatever it said.</param>
public sealed record ProbedModel(ModelName Model, bool Ok)
{
    /// <summary>The model that answered, as its provider calls it; null: it did not say.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Why there was no answer; null: there was.</summary>
    public FailureKind? Kind { get; init; }

    /// <summary>The same as a line for people, without secrets.</summary>
    public string? Reason { get; init; }

    public long Milliseconds { get; init; }
}
