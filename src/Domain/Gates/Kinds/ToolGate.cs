using System.Text.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>One call of a tool: its arguments may be changed.</summary>
internal static class ToolGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Tool,
        AfterRejection = AfterRejection.GoesOn,
        NamedOnly = true,
        AllowsAlways = true,
        Policy = new()
        {
            When = "before a tool call",
            Read = approvals => approvals.Tool,
            Write = (approvals, policy) => approvals with { Tool = policy },
            Apply = (rules, policy) => rules with { Tool = policy },
            MoreWords = [GatePolicy.Policy],
            NeedsRepository = true,
        },
        Edit = new()
        {
            Problem = edited => edited.ValueKind == JsonValueKind.Object ? null : "\"edited\" must be an object with the call's arguments",
            Example = _ => "{\"command\":\"the arguments as they should be\"}",
            Draft = subject => CallDraft.Create(Arguments(subject)),
            Read = (subject, saved) => CallDraft.Read(Arguments(subject), saved),
        },
    };

    private static JsonElement Arguments(GateSubject subject) =>
        subject.Arguments ?? throw new RequestException("its arguments are not known here");
}
