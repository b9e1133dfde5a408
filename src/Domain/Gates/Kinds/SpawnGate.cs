using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;

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
            Draft = Draft,
            Read = (_, saved) => JsonSerializer.SerializeToElement(new { prompt = saved }),
        },
    };

    private static GateDraft Draft(GateSubject subject)
    {
        var ticket = subject.Document?.Track.Tickets.FirstOrDefault(t => t.Id == subject.Gate.Ticket)
            ?? throw new RequestException("its description is not known here");
        string[] files = [.. ticket.ContextRequirements, .. ticket.TargetFile is { } target ? [target] : Array.Empty<string>()];
        var read = files.Length == 0 ? "no file of its own" : string.Join(", ", files);
        return new(
            "prompt.md",
            ticket.Description,
            $"The task of {ticket.Id}. The model also reads the goal of the track and these files: {read}.\n"
            + "Other files: approve with --edited '{\"add_files\":[\"path\"],\"drop_files\":[]}'.");
    }

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
