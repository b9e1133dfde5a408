using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>A journaled turn as it travels: small, whatever the reply's size.</summary>
internal static class TurnResults
{
    public static TurnResult Of(TurnRecord turn) => new()
    {
        Kind = turn.Kind,
        Preview = Preview.Line(turn.Text),
        Calls = [.. turn.Calls.Select(c => new ToolCallSummary(c.Name, ToolSubject.Of(c.Arguments)))],
        Model = turn.Model,
        Rung = turn.Rung,
        Usage = turn.Usage,
        Tries = Tries.Fold(turn.Tries),
    };
}
