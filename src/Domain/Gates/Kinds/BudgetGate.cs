using System.Text.Json;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>A cap that is met: other caps may be set. Its detail is the caps that a plain approval sets, as JSON.</summary>
internal static class BudgetGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Budget,
        AfterRejection = AfterRejection.Ends,
        // The subject says it in words, and the example has the JSON.
        DetailLanguage = null,
        MaxSubject = 800,
        Edit = new()
        {
            Problem = Fault,
            Example = gate => gate.Detail ?? "{\"usd\":10}",
            Draft = subject => new("caps.json", Suggestion(subject.Gate, subject.Document), subject.Gate.Subject),
            Read = (_, saved) => GateEdit.SavedObject(saved),
        },
    };

    private static string? Fault(JsonElement edited)
    {
        try
        {
            return RequestParser.Budget(edited) == new Budget() ? "\"edited\" must name a cap, such as {\"usd\":10}" : null;
        }
        catch (RequestException e)
        {
            return e.Message;
        }
    }

    private static string Suggestion(Gate gate, TrackDocument? document)
    {
        var caps = gate.Detail is { } detail ? JsonSerializer.Deserialize<Budget>(detail, SlopJson.Options) : OfFile(gate, document);
        return caps is null || caps == new Budget()
            ? throw new RequestException("its caps are not known here")
            : JsonSerializer.Serialize(caps, SlopJson.Indented);
    }

    /// <summary>A gate of an older history does not carry its caps: then they are those of the file, once more.</summary>
    private static Budget? OfFile(Gate gate, TrackDocument? document)
    {
        var track = document?.Track;
        var caps = gate.Ticket.Length == 0 ? track?.Budget : track?.Tickets.FirstOrDefault(t => t.Id == gate.Ticket)?.Budget;
        return caps is null ? null : BudgetGates.Raise(caps, caps);
    }
}
