using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Workflows.Contracts;
using SlopTemporal.Workflows.Tickets;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>Requests that run activities: the track does not end before they are done; where an activity fails they are refused.</summary>
internal sealed class SlowRequests(TrackTickets tickets)
{
    private int _working;

    /// <summary>Number of the last request to add tickets, from 1, and how many of them are done.</summary>
    private int _lastAdd;
    private int _addsDone;

    public bool IsWorking => _working > 0;

    /// <summary>Adds tickets to the running track.</summary>
    /// <param name="signed">See <see cref="TicketsToAdd.IsSigned"/>.</param>
    /// <exception cref="RequestException">It is no ticket, nor a list of them.</exception>
    public Func<Task<string>> AddTickets(JsonElement? given, bool signed) =>
        given is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json
        ? () => WorkAsync(() => AddAsync(json.GetRawText(), signed))
        : throw new RequestException("expected a ticket, such as {\"id\":\"docs\",\"description\":\"…\"}, or a list of tickets");

    /// <summary>Starts another attempt, with what a person wants of it.</summary>
    public string Retry(int place, RetryOptions options, string answer)
    {
        tickets.All[place].Change(t => t with { Retry = options });
        tickets.AddEvent(new TrackEvent.Retried(place));
        return answer;
    }

    /// <summary>The same with a note, a model or the work of the attempt before, which take activities.</summary>
    public Task<string> RetryAsync(int place, TicketRequest request, bool carries) => WorkAsync(async () =>
    {
        string?[] words =
        [
            request.Note is { } note ? $"A person says:\n\n{note}" : null,
            carries ? "The worktree holds the work of the attempt before: go on from there." : null,
        ];
        var kept = new KeptText(null, string.Join("\n\n", words.OfType<string>()));
        var options = ActivityProfiles.Files("keep a person's note");
        var hash = kept.Text.Length == 0
            ? null
            : await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.KeepTextAsync(kept), options);
        var rung = request.Model is { } model ? await RungAsync(model) : null;
        return Retry(place, new(Note: null, rung, carries ? true : null, hash), $"{request.Ticket} will be tried again");
    });

    /// <summary>Starts an attempt that has the work of the one before checked, and asks tier 4 where that is red.</summary>
    public Task<string> PatchAsync(int place, TicketRequest request) => WorkAsync(async () =>
    {
        // Without words it is a wish all the same.
        var wish = await KeptTexts.KeepAsync(new(null, request.Note ?? ""));
        return Retry(
            place,
            new(Carries: true) { PatchWish = wish },
            $"the work of {request.Ticket} is checked again, and tier 4 is asked for a patch where that is red");
    });

    private Task<int?> RungAsync(string model)
    {
        var asked = new RungQuestion(tickets.Run, model);
        return Workflow.ExecuteActivityAsync((IModelActivities a) => a.RungAsync(asked), ActivityProfiles.Files("find the model"));
    }

    private async Task<string> AddAsync(string json, bool signed)
    {
        // One after the other: each makes its document from that of the one before.
        var turn = ++_lastAdd;
        try
        {
            await Workflow.WaitConditionAsync(() => _addsDone == turn - 1);
            var added = await TrackActivities.OnNewestAsync(() => tickets.Run, run =>
            {
                var wanted = new TicketsToAdd(run, json) { IsSigned = signed };
                return Workflow.ExecuteActivityAsync(
                    (IRecordActivities a) => a.AddTicketsAsync(wanted), ActivityProfiles.Files("check and add tickets"));
            });
            tickets.Add(added.Document ?? throw new RequestException(added.Problem ?? "refused"), added.Tickets);
            return $"added: {string.Join(", ", added.Tickets.Select(t => t.Id))}";
        }
        finally
        {
            _addsDone++;
        }
    }

    private async Task<string> WorkAsync(Func<Task<string>> request)
    {
        _working++;
        try
        {
            return await request();
        }
        catch (ActivityFailureException e)
        {
            throw new RequestException(Preview.Line(e.InnerException?.Message ?? e.Message));
        }
        finally
        {
            _working--;
        }
    }
}
