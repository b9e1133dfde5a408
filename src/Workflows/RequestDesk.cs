using System.Text.Json;
using SlopTemporal.Domain.Requests;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.Workflows;

/// <summary>Where signals of people arrive: nothing that is sent can throw, and nothing disappears. Belongs to one workflow.</summary>
internal sealed class RequestDesk(IReadOnlyList<RequestProblem> problems, IReadOnlyList<string> ids)
{
    private const int MostProblems = 20;

    /// <summary>Ids of requests that are remembered: a program that sends one again changes nothing.</summary>
    private const int MostIds = 500;

    private readonly List<RequestProblem> _problems = [.. problems];
    private readonly List<string> _ids = [.. ids];

    /// <summary>The last ones, newest last.</summary>
    public IReadOnlyList<RequestProblem> Problems => _problems;

    public IReadOnlyList<string> Ids => _ids;

    /// <summary>Reads what was sent and does what it asks for; what cannot be understood, or has no effect, becomes a problem.</summary>
    public async Task HearAsync(string signal, IRawValue? raw, DateTimeOffset now, Func<JsonElement?, Func<Task<string>>> understand)
    {
        var data = raw?.Payload.Data.ToByteArray() ?? [];
        try
        {
            await understand(HandWritten.Read(data))();
        }
        catch (RequestException e)
        {
            Add(new(now, signal, HandWritten.Shown(data), e.Message));
        }
    }

    public bool IsKnown(string? id) => id is not null && _ids.Contains(id);

    public void Know(params IEnumerable<string?> ids)
    {
        _ids.AddRange(ids.OfType<string>());
        _ids.RemoveRange(0, Math.Max(0, _ids.Count - MostIds));
    }

    /// <summary>For updates: a request that cannot be understood is refused, and only it fails.</summary>
    public static void Refusable(Action action)
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

    /// <summary>The same for one that turns out to be bad only while it is done.</summary>
    public static async Task<string> RefusableAsync(Func<Task<string>> act)
    {
        try
        {
            return await act();
        }
        catch (RequestException e)
        {
            throw Refused(e);
        }
    }

    private static ApplicationFailureException Refused(RequestException e) => new(e.Message, Failures.Refused, nonRetryable: true);

    private void Add(RequestProblem problem)
    {
        _problems.Add(problem);
        _problems.RemoveRange(0, Math.Max(0, _problems.Count - MostProblems));
    }
}
