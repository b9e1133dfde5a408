using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>A journaled turn as it travels, but for its calls: small, whatever the reply's size.</summary>
internal static class TurnResults
{
    /// <param name="tries">What failed in it, whichever run of it that was.</param>
    public static TurnResult From(TurnRecord turn, IReadOnlyList<ModelTry> tries, TurnInput input, ModelCatalogue catalogue) => new()
    {
        Kind = turn.Kind,
        Preview = Preview.Line(Redaction.Apply(turn.Text)),
        Model = turn.Model,
        Rung = turn.Rung,
        Usage = turn.Usage,
        Next = turn.Kind == ReplyKind.Calls ? Next(turn, catalogue) : null,
        Tries = TurnTries.Fold(tries.Skip(input.Paid ?? 0)),
    };

    /// <summary>The next call sends what this one sent and got, and is answered at the same length.</summary>
    private static Spending Next(TurnRecord turn, ModelCatalogue catalogue)
    {
        // Cached or not is the provider's choice: counted as not.
        var call = turn.Usage with { Input = turn.Usage.Input + turn.Usage.Output, Cached = 0 };
        return new(catalogue.Cost(turn.Model, call, DateOnly.FromDateTime(turn.At.UtcDateTime)), call.Tokens);
    }
}
