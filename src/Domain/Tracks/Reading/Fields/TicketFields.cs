namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The fields of a ticket.</summary>
internal static class TicketFields
{
    public const string IdName = "id";

    public static FieldTable<Ticket> Table { get; } = new("a ticket",
    [
        new(IdName, (ticket, value) => ticket with { Id = Id(value) ?? ticket.Id }, FieldUse.Required),
        new(
            "description",
            (ticket, value) => ticket with { Description = DescriptionField.Read(value) ?? ticket.Description },
            FieldUse.Required),
        new("depends_on", (ticket, value) => ticket with { DependsOn = DependsOnField.Read(value) }),
        new("step_mode", (ticket, value) => ticket with { StepMode = value.Boolean() ?? ticket.StepMode }),
        new("assigned_to", (ticket, value) =>
            ticket with { AssignedTo = value.IsNull ? ticket.AssignedTo : value.Text() ?? ticket.AssignedTo }),
        new("status", (ticket, value) => ticket with { Status = StatusField.Read(value) }),
        new("context_requirements", (ticket, value) => ticket with { ContextRequirements = value.Paths() }, FieldUse.Repository),
        new("target_file", (ticket, value) => ticket with { TargetFile = value.IsNull ? null : value.Path() }, FieldUse.Repository),
        new("target_symbols", (ticket, value) => ticket with { TargetSymbols = value.Texts() }, FieldUse.Repository)
        {
            Without = ticket => ticket is { TargetFile: null, TargetSymbols.Count: > 0 } ? "target_file" : null,
        },
        new("acceptance", (ticket, value) => ticket with { Acceptance = value.Texts() }),
        new("verify", (ticket, value) => ticket with { Verify = value.Commands() }, FieldUse.Repository),
        new("touches", (ticket, value) => ticket with { Touches = value.Paths() }, FieldUse.Repository),
        new("empty", (ticket, value) => ticket with { Empty = value.Word<EmptyPolicy>() ?? ticket.Empty }, FieldUse.Repository),
        new("priority", (ticket, value) => ticket with { Priority = (int?)value.WholeNumber(1, 5) ?? ticket.Priority }),
        new("max_attempts", (ticket, value) =>
            ticket with { MaxAttempts = (int?)value.WholeNumber(1, TrackMaxima.MaxAttempts) ?? ticket.MaxAttempts }),
        new("budget", (ticket, value) => ticket with { Budget = BudgetFields.Read(value, ticket.Budget) }),
        new("labels", (ticket, value) => ticket with { Labels = value.Texts() }),
        new("metadata", (ticket, value) => ticket with { Metadata = MetadataField.Read(value) }),
    ]);

    /// <summary>An id of a track or a ticket.</summary>
    public static string? Id(FieldValue value) => value.Text("a text") switch
    {
        null => null,
        var id when TicketIds.Fault(id) is { } fault => value.Fault<string>(
            ProblemCodes.BadId,
            $"{fault}, found {Printable.Quote(id)}",
            TicketIds.From(id) is { } good ? $"write \"{good}\"" : "write something like \"csv-parser\""),
        var id => id,
    };
}
