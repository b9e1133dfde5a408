using System.Text.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Tickets that join a running track.</summary>
public sealed partial class TrackWorkflow
{
    private int _adds;
    private int _added;

    private Func<Task<string>> AddTickets(JsonElement? given) => given is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json
        ? throw new RequestException("expected a ticket, such as {\"id\":\"docs\",\"description\":\"…\"}, or a list of tickets")
        : () => AddAsync(json.GetRawText());

    private Task<string> AddAsync(string json) => WorkAsync(async () =>
    {
        // One after the other: each makes a document over that of the one before.
        var turn = ++_adds;
        try
        {
            await Workflow.WaitConditionAsync(() => _added == turn - 1);
            var tickets = new TicketsToAdd(_run, json);
            var added = await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.AddTicketsAsync(tickets), ActivityProfiles.Files("check and add tickets"));
            Join(added.Document ?? throw new RequestException(added.Problem ?? "refused"), added.Tickets);
            return $"added: {string.Join(", ", added.Tickets.Select(t => t.Id))}";
        }
        finally
        {
            _added++;
        }
    });

    private void Join(string document, IReadOnlyList<GraphTicket> tickets)
    {
        _run = _run with { Document = document };
        foreach (var ticket in tickets)
        {
            _places[ticket.Id] = _lines.Count;
            _lines.Add(new(ticket.Id, null));
        }

        _events.Enqueue(new TrackEvent.Added(tickets));
        Settle();
    }
}
