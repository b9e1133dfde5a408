using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Fields;

/// <summary>The fields of a track file's object.</summary>
internal static class TrackFields
{
    public static FieldTable<Track> Table { get; } = new("a track",
    [
        new("$schema", (track, value) => value.Text() is null ? track : track),
        new("id", (track, value) => track with { Id = TicketFields.Id(value) ?? track.Id }),
        new("title", (track, value) => track with { Title = value.NonEmptyText() ?? track.Title }),
        new("goal", (track, value) => track with { Goal = value.IsNull ? null : value.NonEmptyText() }),
        new("repository", (track, value) => track with { Repository = value.IsNull ? null : value.NonEmptyText("a path") }),
        new(
            "base",
            (track, value) => track with { Base = value.IsNull ? null : value.NonEmptyText("a branch or commit") },
            FieldUse.Repository),
        new("max_workers", (track, value) =>
            track with { MaxWorkers = (int?)value.WholeNumber(1, TrackMaxima.MaxWorkers) ?? track.MaxWorkers }),
        new("auto_queue", (track, value) => track with { AutoQueue = value.Boolean() ?? track.AutoQueue }),
        new("setup", (track, value) => track with { Setup = value.Commands() }, FieldUse.Repository),
        new("setup_inputs", (track, value) => track with { SetupInputs = value.Paths() }, FieldUse.Repository)
        {
            Without = track => track is { Setup.Count: 0, SetupInputs.Count: > 0 } ? "setup" : null,
        },
        new("verify", (track, value) => track with { Verify = value.Commands() }, FieldUse.Repository),
        new("approvals", (track, value) => track with { Approvals = ApprovalsFields.Read(value) }),
        new("budget", (track, value) => track with { Budget = BudgetFields.Read(value, track.Budget) }),
        new("tickets", (track, value) => track with { Tickets = Tickets(value) }, FieldUse.Required)
        {
            Unless = track => track.NeedsPlan(),
        },
    ]);

    /// <summary>The list of tickets, whether it is a field or the whole file.</summary>
    public static IReadOnlyList<Ticket> Tickets(FieldValue value)
    {
        if (value.Node.Kind != JsonTokenType.StartArray)
        {
            return value.WrongKind<IReadOnlyList<Ticket>>("a list of tickets") ?? [];
        }

        if (!value.Node.Children.Any)
        {
            // Whether that is a mistake depends on fields that may stand below.
            value.Scope.State.NoTickets = value;
            return [];
        }

        var (state, index) = (value.Scope.State, 0);
        foreach (var node in value.Node.Children)
        {
            if (state.Problems.IsFull)
            {
                break;
            }

            Ticket(value with { Node = node, Entry = index++ });
        }

        return [.. state.Tickets.Select(read => read.Ticket)];
    }

    /// <summary>Reports an empty list.</summary>
    public static void RefuseEmpty(FieldValue? list) => _ = list?.Fault<IReadOnlyList<Ticket>>(
        ProblemCodes.NoTickets,
        "has no tickets: there is nothing to do",
        "write at least {\"id\": \"first\", \"description\": \"…\"}, or a goal and a repository, for which tickets are planned");

    /// <summary>One ticket of the list.</summary>
    public static void Ticket(FieldValue value)
    {
        if (TicketField.Read(value) is { } ticket)
        {
            value.Scope.State.Tickets.Add(ticket);
        }
    }
}
