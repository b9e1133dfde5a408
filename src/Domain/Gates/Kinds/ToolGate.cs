using System.Text.Json;
using SlopTemporal.Domain.Json;
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
            FileName = "arguments.json",
            Draft = (gate, _) => Arguments(gate) ?? throw new RequestException("its arguments are too long to be shown whole"),
            Read = GateEdit.SavedObject,
        },
    };

    /// <summary>A gate shows the name of the tool and its arguments; long ones are cut, and then they are no JSON any more.</summary>
    private static string? Arguments(Gate gate) =>
        gate.Detail is { } detail
        && detail.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start
        && GateEdit.Object(detail[start..]) is { } arguments
            ? JsonSerializer.Serialize(arguments, SlopJson.Indented)
            : null;
}
