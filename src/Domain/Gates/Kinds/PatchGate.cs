using System.Text.Json;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>A proposed diff, before it is applied: some of its hunks, or another diff, may be approved.</summary>
internal static class PatchGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Patch,
        AfterRejection = AfterRejection.GoesOn,
        DetailLanguage = "diff",
        Policy = new()
        {
            When = "before a proposed patch is applied",
            Read = approvals => approvals.Patch,
            Write = (approvals, policy) => approvals with { Patch = policy },
            Apply = (rules, policy) => rules with { Patch = policy },
            NeedsRepository = true,
        },
        Edit = new()
        {
            Problem = edited => AreHunks(edited) || AreLines(edited)
                ? null
                : "\"edited\" must look like {\"hunks\":[1,3]}, or be the diff as a list of its lines",
            Example = _ => "{\"hunks\":[1,3]}",
            Draft = subject => Draft(PatchDetail.Read(subject.Gate.Detail ?? "")),
            Read = (_, text) => DiffJson.FromText(text),
        },
    };

    private static GateDraft Draft(PatchDetail detail) => (detail.Diff, detail.Changes) switch
    {
        ("", _) => throw new RequestException("its diff is not known here"),
        // What is not shown would be left out of the patch.
        (_, null) => throw new RequestException("only the first lines of its diff are known here"),
        _ => new("patch.diff", detail.Diff, detail.Notes.Length == 0 ? null : detail.Notes),
    };

    private static bool AreHunks(JsonElement edited) => edited.ValueKind == JsonValueKind.Object
        && edited.EnumerateObject().ToArray() is [{ Name: var name, Value: { ValueKind: JsonValueKind.Array } numbers }]
        && name.Equals("hunks", StringComparison.OrdinalIgnoreCase)
        && numbers.GetArrayLength() > 0
        && numbers.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var number) && number > 0);

    private static bool AreLines(JsonElement edited) => edited.ValueKind == JsonValueKind.Array
        && edited.GetArrayLength() > 0
        && edited.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String);
}
