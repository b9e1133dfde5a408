using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>An agent about to start: its prompt and files may be changed.</summary>
internal static class SpawnGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Spawn,
        AfterRejection = AfterRejection.Ends,
        Policy = new()
        {
            When = "before a ticket starts",
            Read = approvals => approvals.Spawn,
            Write = (approvals, policy) => approvals with { Spawn = policy },
            Apply = (rules, policy) => rules with { Spawn = policy },
        },
        Edit = new()
        {
            Problem = edited => IsSpawnEdit(edited)
                ? null
                : "\"edited\" must look like {\"prompt\":\"…\",\"add_files\":[\"a\"],\"drop_files\":[\"b\"]}",
            Example = _ => "{\n  \"prompt\":\"the task in your words\",\n  \"add_files\":[\"path\"],\n  \"drop_files\":[]}",
            FileName = "prompt.md",
            Draft = (gate, document) => Description(gate, document) ?? throw new RequestException("its description is not known here"),
            Read = text => JsonSerializer.SerializeToElement(new { prompt = text }),
        },
    };

    private static string? Description(Gate gate, TrackDocument? document) =>
        document?.Track.Tickets.FirstOrDefault(t => t.Id == gate.Ticket)?.Description;

    private static bool IsSpawnEdit(JsonElement edited)
    {
        try
        {
            return edited.ValueKind == JsonValueKind.Object
                && edited.Deserialize<SpawnEdit>(SlopJson.Options) is not null
                && edited.EnumerateObject().All(p => p.Name.ToLowerInvariant() is "prompt" or "add_files" or "drop_files");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
