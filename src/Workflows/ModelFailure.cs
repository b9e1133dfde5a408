using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using Temporalio.Exceptions;

namespace SlopTemporal.Workflows;

/// <summary>Why a model gave no answer, as the activity that asked it ended.</summary>
/// <param name="Type">One of <see cref="Failures"/>; null: it is no failure of ours.</param>
/// <param name="Message">In full.</param>
/// <param name="Usage">Of the calls that failed and are not paid yet.</param>
internal sealed record ModelFailure(string? Type, string Message, IReadOnlyList<ModelUsage> Usage)
{
    /// <summary>Failed calls so far, where the workflow waits and asks again; else null.</summary>
    public int? Paid { get; private init; }

    /// <summary>Until when a quota is used up; null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; private init; }

    /// <summary>What one more call is expected to take, where it may not fit the budget; else null.</summary>
    public Spending? Next { get; private init; }

    /// <param name="tier">The tier that was asked; null: the one that works tickets.</param>
    public static ModelFailure Read(ActivityFailureException e, int? tier = null)
    {
        var failure = e.InnerException as ApplicationFailureException;
        var tries = failure is { Details.Count: > 0 } ? failure.Details.ElementAt<List<ModelTry>>(0) : [];
        var read = new ModelFailure(
            failure?.ErrorType, failure?.Message ?? e.Message, [.. tries.Select(t => new ModelUsage(t.Model, t.Usage) { Tier = tier })]);
        return failure switch
        {
            { ErrorType: Failures.ModelQuota, Details.Count: > 2 } => read with
            {
                Paid = failure.Details.ElementAt<int>(1),
                QuotaUntil = failure.Details.ElementAt<DateTimeOffset>(2),
            },
            { ErrorType: Failures.ModelBudget, Details.Count: > 2 } => read with
            {
                Paid = failure.Details.ElementAt<int>(1),
                Next = failure.Details.ElementAt<Spending>(2),
            },
            _ => read,
        };
    }
}
