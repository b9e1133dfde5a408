using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>A journaled turn as it travels: small, whatever the reply's size.</summary>
internal static class TurnResults
{
    /// <param name="turn">The journaled turn.</param>
    /// <param name="everyCall">True: each of its calls is asked for.</param>
    /// <param name="rules">The person's rules for calls.</param>
    public static TurnResult Of(TurnRecord turn, bool everyCall, IReadOnlyList<ToolRule> rules) => new()
    {
        Kind = turn.Kind,
        Preview = Preview.Line(turn.Text),
        Calls = CallSummaries.Of(turn.Calls, everyCall, rules),
        Model = turn.Model,
        Rung = turn.Rung,
        Usage = turn.Usage,
        Tries = Tries.Fold(turn.Tries),
    };
}
