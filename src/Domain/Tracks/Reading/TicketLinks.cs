using SlopTemporal.Domain.Tracks.Graph;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Checks what tickets say about each other: ids once, dependencies known, no cycles.</summary>
internal sealed class TicketLinks(ReadingState state, IReadOnlyList<Ticket> existing)
{
    private readonly Dictionary<string, int> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _existing =
        existing.ToDictionary(ticket => ticket.Id, ticket => ticket.Id, StringComparer.OrdinalIgnoreCase);

    public void Check()
    {
        for (var index = 0; index < state.Tickets.Count; index++)
        {
            Register(index);
        }

        var needs = new int[state.Tickets.Count][];
        for (var index = 0; index < needs.Length && !state.Problems.IsFull; index++)
        {
            needs[index] = Needs(index);
        }

        if (!state.Problems.IsFull)
        {
            CycleReport.Add(state, Edges.Create(needs));
        }
    }

    private void Register(int index)
    {
        var ticket = state.Tickets[index];
        if (ticket.Id is not { } id)
        {
            return;
        }

        var isNew = _byId.TryAdd(id, index);
        if (_existing.TryGetValue(id, out var taken))
        {
            var fault = $"the track already has a ticket {Printable.Quote(taken)}";
            Error(ticket, new(ProblemCodes.SameId, ticket.IdAt, fault) { Help = "choose another id" });
        }
        else if (!isNew)
        {
            var first = state.Tickets[_byId[id]];
            var fault = first.Id == id
                ? $"two tickets have the id {Printable.Quote(id)}"
                : $"the ids {Printable.Quote(first.Id!)} and {Printable.Quote(id)} differ by case only";
            Error(ticket, new(ProblemCodes.SameId, ticket.IdAt, fault)
            {
                Help = "ids name folders and git refs, which some systems write without case; choose another id for one of them",
                Related = [new(first.IdAt, "first given here")],
            });
        }
    }

    private int[] Needs(int index)
    {
        var ticket = state.Tickets[index];
        var needs = new List<int>(ticket.Dependencies.Count);
        foreach (var dependency in WithoutDuplicates(ticket))
        {
            if (dependency.Id == ticket.Id)
            {
                var fault = $"ticket {Printable.Quote(dependency.Id)} depends on itself";
                Error(ticket, new(ProblemCodes.SelfDependency, dependency.At, fault) { Help = "delete the entry" });
            }
            else if (_byId.TryGetValue(dependency.Id, out var target) && state.Tickets[target].Id == dependency.Id)
            {
                needs.Add(target);
            }
            else if (_existing.GetValueOrDefault(dependency.Id) != dependency.Id)
            {
                ReportUnknown(ticket, dependency);
            }
        }

        return [.. needs];
    }

    private IReadOnlyList<Dependency> WithoutDuplicates(ParsedTicket ticket)
    {
        if (ticket.Dependencies.Count < 2)
        {
            return ticket.Dependencies;
        }

        var first = new Dictionary<string, Dependency>(StringComparer.Ordinal);
        foreach (var dependency in ticket.Dependencies.Where(dependency => !first.TryAdd(dependency.Id, dependency)))
        {
            WarnDuplicate(ticket, dependency, first[dependency.Id]);
        }

        return [.. first.Values];
    }

    private void ReportUnknown(ParsedTicket ticket, Dependency dependency)
    {
        var subject = ticket.Id is { } id ? $"ticket {Printable.Quote(id)}" : "a ticket";
        var fault = $"{subject} depends on a ticket that does not exist: {Printable.Quote(dependency.Id)}";
        var near = Suggestions.For(dependency.Id, KnownIds()).Where(known => known != ticket.Id).Select(WithLine);
        Error(ticket, new(ProblemCodes.UnknownDependency, dependency.At, fault)
        {
            Label = "no ticket has this id",
            Help = Suggestions.QuestionFor(near) ?? "add the ticket, or delete the entry",
        });
    }

    private void WarnDuplicate(ParsedTicket ticket, Dependency dependency, Dependency first)
    {
        var fault = $"ticket {Printable.Quote(ticket.Id ?? "")} names the dependency {Printable.Quote(dependency.Id)} twice";
        state.Problems.Warning(new(ProblemCodes.DependencyTwice, dependency.At, fault)
        {
            Ticket = ticket.Id,
            Help = "delete one of them",
            Related = [new(first.At, "first given here")],
        });
    }

    private string WithLine(string id) => _byId.TryGetValue(id, out var index)
        ? $"{Printable.Quote(id)} (line {state.LineOf(state.Tickets[index].IdAt)})"
        : Printable.Quote(id);

    private IEnumerable<string> KnownIds() =>
        state.Tickets.Select(ticket => ticket.Id).OfType<string>().Concat(existing.Select(ticket => ticket.Id));

    private void Error(ParsedTicket ticket, ProblemDraft draft) => state.Problems.Error(draft with { Ticket = ticket.Id });
}
