using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>One ticket in a list.</summary>
internal static class TicketField
{
    private static readonly Ticket Seed = new() { Id = "", Description = "" };

    public static ParsedTicket? Read(FieldValue value)
    {
        if (value.Node.Kind != JsonTokenType.StartObject)
        {
            return value.WrongKind<ParsedTicket>("a ticket: an object with \"id\" and \"description\"");
        }

        var idNode = IdNode(value.Node);
        var id = idNode?.Text;
        var scope = new FieldScope(value.Scope.State) { Ticket = id, Number = value.Entry + 1 };
        var ticket = TicketFields.Table.Read(Seed, value.Node, scope);
        return new(ticket, id, (idNode ?? value.Node).CaretSpan, scope.Dependencies);
    }

    // Looked for first: messages about the fields before it name the ticket as well.
    private static JsonNode? IdNode(JsonNode ticket)
    {
        foreach (var name in ticket.Children)
        {
            if (name.Value.Kind == JsonTokenType.String && TicketFields.Table.NameOf(name) == TicketFields.IdName)
            {
                return name.Value;
            }
        }

        return null;
    }
}
