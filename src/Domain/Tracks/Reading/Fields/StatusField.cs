namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The status of a ticket in a file: a saved list can be run again, so whatever is not done is to do.</summary>
internal static class StatusField
{
    private const string Done = "completed";
    private const string Todo = "todo";

    public static TicketStatus Read(FieldValue value)
    {
        var word = value.Text($"{Todo} or {Done}");
        if (Done.Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return TicketStatus.Completed;
        }

        if (word is not null && !Todo.Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            var message = $"{value.Scope.Subject}: {value.Name} {Printable.Quote(word)} is read as \"{Todo}\"";
            value.Scope.Warning(new(ProblemCodes.StatusIgnored, value.Node.At, message)
            {
                Help = Suggestions.Question(word, [Done]) ?? $"write \"{Done}\" for a ticket that is already done",
            });
        }

        return TicketStatus.Todo;
    }
}
