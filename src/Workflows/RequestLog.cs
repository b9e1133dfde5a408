using System.Text.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Workflows.Signing;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.Workflows;

/// <summary>What a workflow remembers of the requests that it received.</summary>
public sealed record RequestLogState
{
    /// <summary>Requests that could not be understood or had no effect, newest last.</summary>
    public IReadOnlyList<RequestProblem> Problems { get; init; } = [];

    /// <summary>Ids of requests that were done, newest last.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];
}

/// <summary>
/// Receives the requests of people: whatever is sent, nothing throws, no request is lost, and none that has an id is done twice.
/// </summary>
internal sealed class RequestLog(RequestLogState state)
{
    private const int MaximumProblems = 20;

    /// <summary>Ids that are remembered: a program that sends one of them again changes nothing.</summary>
    private const int MaximumIds = 500;

    private static readonly string[] ProgramSignals = ["ticket_state", "track_orders", "decided", "told", Retrying.Signal];

    public RequestLogState State { get; private set; } = state;

    /// <summary>Reads what was sent and does what it asks for; what cannot be understood, or has no effect, becomes a problem.</summary>
    public async Task ReceiveAsync(string signal, IRawValue? raw, DateTimeOffset now, Func<JsonElement?, Func<Task<string>>> read)
    {
        // One that the program sent is signed, which says nothing here: people may send the same.
        var unreadable = raw is null ? null : EncryptedPayload.FindRefusal(raw.Payload);
        var data = raw is null || unreadable is not null ? [] : SignedJson.Split(raw.Payload.Data.Span).Json;
        try
        {
            if (unreadable is not null)
            {
                throw new RequestException(unreadable.Say("it"));
            }

            await read(RequestParser.ParseJson(data))();
        }
        catch (RequestException e)
        {
            var text = e.Paste is null ? e.Message : $"{e.Message}: {e.Paste}";
            var problem = new RequestProblem(now, signal, RequestParser.Shorten(data), text);
            State = State with { Problems = [.. State.Problems.TakeLast(MaximumProblems - 1), problem] };
        }
    }

    /// <summary>A signal that people cannot send.</summary>
    /// <param name="known">A sentence with those that they can.</param>
    public static RequestException Unknown(string signal, string known) => new(
        ProgramSignals.Contains(signal) ? "only the program sends this, and it is not signed by this home" : known);

    /// <summary>Whether a request with this id was done; null: it has none.</summary>
    public bool Contains(string? id) => id is not null && State.Ids.Contains(id);

    public void Add(string? id)
    {
        if (id is not null)
        {
            State = State with { Ids = [.. State.Ids.TakeLast(MaximumIds - 1), id] };
        }
    }

    /// <summary>For updates: a request that cannot be understood is refused, and only it fails.</summary>
    public static void RefuseOnProblem(Action action)
    {
        try
        {
            action();
        }
        catch (RequestException e)
        {
            throw Refused(e);
        }
    }

    /// <summary>The same for a request that is refused only while it is carried out.</summary>
    public static async Task<string> RefuseOnProblemAsync(Func<Task<string>> action)
    {
        try
        {
            return await action();
        }
        catch (RequestException e)
        {
            throw Refused(e);
        }
    }

    private static ApplicationFailureException Refused(RequestException e) => new(e.Message, Failures.Refused, nonRetryable: true);
}
