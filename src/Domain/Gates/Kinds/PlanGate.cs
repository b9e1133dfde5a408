using System.Text.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks.Planning;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>Planned tickets, before any of them starts: the whole track file may be changed.</summary>
internal static class PlanGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Plan,
        AfterRejection = AfterRejection.GoesOnAfterPerson,
        DetailLanguage = "markdown",
        Policy = new()
        {
            When = "before planned tickets start",
            Read = approvals => approvals.Plan,
            Write = (approvals, policy) => approvals with { Plan = policy },
            Apply = (rules, policy) => rules with { Plan = policy },
            CanDeny = false,
            NeedsRepository = true,
        },
        Edit = new()
        {
            Problem = edited => AreTickets(edited) ? null : "\"edited\" must be the track, an object with its list of tickets",
            Draft = subject => new(
                "track.json", subject.File ?? throw new RequestException("its track file is not known here"), subject.Gate.Subject),
            Read = Read,
        },
    };

    /// <summary>All mistakes of the file, as the reader of track files says them.</summary>
    private static JsonElement Read(GateSubject subject, string saved)
    {
        var track = subject.Document?.Track ?? throw new RequestException("the track that it is planned for is not known here");
        return PlannedTickets.FromFile(saved, track) is { Mistakes: { } mistakes }
            ? throw new RequestException($"the track file that was saved has mistakes\n{mistakes}\n")
            : GateEdit.SavedObject(saved);
    }

    private static bool AreTickets(JsonElement edited) => edited.ValueKind == JsonValueKind.Object
        && edited.EnumerateObject().Any(member =>
            member.Name.Equals("tickets", StringComparison.OrdinalIgnoreCase)
            && member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 0);
}
