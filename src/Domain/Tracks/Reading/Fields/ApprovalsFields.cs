using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The fields of <c>approvals</c>.</summary>
internal static class ApprovalsFields
{
    public static FieldTable<Approvals> Table { get; } = new("approvals",
    [
        new("spawn", (approvals, value) => approvals with { Spawn = Gate(value) ?? approvals.Spawn }),
        new("tool", (approvals, value) => approvals with { Tool = value.Word<GatePolicy>() ?? approvals.Tool }),
        new("patch", (approvals, value) => approvals with { Patch = Gate(value) ?? approvals.Patch }),
        new("integrate", (approvals, value) => approvals with { Integrate = Gate(value) ?? approvals.Integrate }),
        new("question", (approvals, value) => approvals with { Question = Gate(value) ?? approvals.Question }),
        new("deadline_minutes", (approvals, value) => approvals with { DeadlineMinutes = value.IsNull ? null : (int?)value.WholeNumber(1) }),
        new("on_deadline", (approvals, value) => approvals with { OnDeadline = value.Word<Gates.GateDefault>() ?? approvals.OnDeadline }),
    ]);

    public static Approvals Read(FieldValue value) => value.Node.Kind == JsonTokenType.StartObject
        ? Table.Read(new(), value.Node, value.Scope with { Prefix = $"{value.Name}." })
        : value.WrongKind<Approvals>("an object such as {\"patch\": \"ask\"}") ?? new();

    private static GatePolicy? Gate(FieldValue value) => value.Word<GatePolicy>() switch
    {
        GatePolicy.Policy => value.Fault<GatePolicy?>(ProblemCodes.PolicyForTool, "cannot be \"policy\": only tool calls have a policy", "write auto, ask or deny"),
        var policy => policy,
    };
}
