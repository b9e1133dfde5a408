using System.Text.Json;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>Planned tickets, before any of them starts: the whole track file may be changed.</summary>
public static class PlanGate
{
    private const string Form =
        "\"edited\" must be an object with the list of tickets: {\"tickets\":[…]}, or at the gate of a ticket with its words: "
        + "{\"description\":\"…\"}";

    /// <summary>Its entry in the table of kinds.</summary>
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
            Problem = edited => Tickets(edited) is null && Description(edited) is null ? Form : null,
            Fault = Fault,
            Draft = Draft,
            Read = Read,
        },
    };

    /// <summary>The list of tickets that a person put in place of what waits; null: there is none.</summary>
    public static JsonElement? Tickets(JsonElement edited) =>
        Member(edited, "tickets") is { ValueKind: JsonValueKind.Array } tickets && tickets.GetArrayLength() > 0 ? tickets : null;

    /// <summary>The words that a person put in place of those of the ticket; null: there are none.</summary>
    public static string? Description(JsonElement edited) =>
        Member(edited, "description") is { } words && JsonAnswer.Text(words) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static JsonElement? Member(JsonElement edited, string name) => edited.ValueKind != JsonValueKind.Object
        ? null
        : edited.EnumerateObject().Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(member => (JsonElement?)member.Value)
            .FirstOrDefault();

    private static bool IsForTicket(GateSubject subject) => subject.Gate.Ticket.Length > 0;

    private static GateDraft Draft(GateSubject subject) => (subject.File, IsForTicket(subject)) switch
    {
        (null, false) => throw new RequestException("its track file is not known here"),
        (null, true) => throw new RequestException("what tier 2 wrote is not known here"),
        ({ } words, true) when !IsJson(words) => new("ticket.md", words, subject.Gate.Subject),
        ({ } file, var pieces) => new(pieces ? "tickets.json" : "track.json", file, subject.Gate.Subject),
    };

    /// <summary>All mistakes of the file, as the reader of track files says them.</summary>
    private static JsonElement Read(GateSubject subject, string saved) =>
        !IsForTicket(subject) && Mistakes(subject, saved) is { } mistakes ? throw new RequestException(mistakes)
        : IsForTicket(subject) && !IsJson(subject.File ?? "") ? JsonSerializer.SerializeToElement(new { description = saved })
        : GateEdit.SavedObject(saved);

    private static bool IsJson(string text) => text.StartsWith('{');

    private static string? Fault(GateSubject subject, JsonElement edited)
    {
        if (!IsForTicket(subject))
        {
            return Mistakes(subject, edited.GetRawText());
        }

        if (Tickets(edited) is not { } tickets || subject.Document?.Track is not { } track
            || track.Tickets.All(ticket => ticket.Id != subject.Gate.Ticket))
        {
            return null;
        }

        var split = TicketSplit.Create(track, subject.Gate.Ticket, tickets.GetRawText());
        return split.Problem ?? (split.LeftOut.Count == 0 ? null
            : $"tickets that take the place of another bring no commands of their own, such as {split.LeftOut[0]}; leave \"verify\" out: "
                + "the checks of the ticket are run for the last of them");
    }

    private static string? Mistakes(GateSubject subject, string file) =>
        subject.Document?.Track is not { } track ? "the track that it is planned for is not known here"
        : PlannedTickets.FromFile(file, track) is { Mistakes: { } mistakes } ? $"the track file has mistakes\n{mistakes}\n"
        : null;
}
