using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The fields of <c>approvals</c>: a policy for each kind of gate that has one, and what happens where nobody decides.</summary>
internal static class ApprovalsFields
{
    private const string OnDeadline = "on_deadline";

    public static FieldTable<Approvals> Table { get; } = new("approvals",
    [
        .. GateTable.All.Where(kind => kind.Policy is not null).Select(kind => Field(Words.For(kind.Kind), kind.Policy!)),
        new("deadline_minutes", (approvals, value) =>
            approvals with { DeadlineMinutes = value.IsNull ? null : (int?)value.WholeNumber(1, TrackMaxima.DeadlineMinutes) }),
        new(OnDeadline, (approvals, value) => approvals with { OnDeadline = value.Word<GateDefault>() ?? approvals.OnDeadline }),
    ]);

    public static Approvals Read(FieldValue value)
    {
        if (value.Node.Kind != JsonTokenType.StartObject)
        {
            return value.WrongKind<Approvals>("an object such as {\"spawn\": \"ask\"}") ?? new();
        }

        var approvals = Table.Read(new(), value.Node, value.Scope with { Prefix = $"{value.Name}." });
        if (approvals.DeadlineMinutes is null && approvals.OnDeadline != new Approvals().OnDeadline)
        {
            NeverOnDeadline(value);
        }

        return approvals;
    }

    private static Field<Approvals> Field(string name, GatePolicyMember member) => new(
        name,
        (approvals, value) => Policy(value, member) is { } policy ? member.Write(approvals, policy) : approvals,
        member.NeedsRepository ? FieldUse.Repository : FieldUse.Optional);

    private static GatePolicy? Policy(FieldValue value, GatePolicyMember member)
    {
        var policy = value.Word<GatePolicy>();
        if (policy is { } other && !member.Words.Contains(other))
        {
            return value.Fault<GatePolicy?>(
                ProblemCodes.PolicyOfOtherGate,
                $"cannot be \"{Words.For(other)}\": that is a word of other gates",
                $"write {string.Join(", ", member.Words.Select(Words.For))}");
        }

        return policy;
    }

    private static void NeverOnDeadline(FieldValue value)
    {
        foreach (var name in value.Node.Children)
        {
            if (Table.NameOf(name) == OnDeadline)
            {
                Warn(value, name, $"{value.Name}.{OnDeadline} has no effect without deadline_minutes: gates wait for ever");
            }
        }
    }

    private static void Warn(FieldValue value, JsonNode at, string words) =>
        value.Scope.Warning(new(ProblemCodes.ApprovalWithoutEffect, at.At, $"{value.Scope.Subject}: {words}") { Help = "leave it out" });
}
