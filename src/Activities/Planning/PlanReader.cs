using System.Text.Json;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Planning;

/// <summary>Makes track files of what tier 2 and people wrote, and keeps each in the journal.</summary>
internal sealed class PlanReader(Journal journal, Documents documents, ContentStore store, ModelFiles files)
{
    /// <summary>Characters of a plan that travel to its gate.</summary>
    private const int DetailLength = 32_000;

    /// <summary>Characters of mistakes that travel.</summary>
    private const int MistakesLength = 1_000;

    /// <summary>What a tier that plans answered with a turn.</summary>
    public string Answer(PlanTurn turn, int tier) => Required<TurnRecord>(turn.Scope, JournalNames.Turn(turn.Turn, tier)).Text;

    /// <summary>The plan of a turn of tier 2.</summary>
    public PlanRecord Read(PlanTurn turn)
    {
        var name = JournalNames.Plan(turn.Turn);
        if (journal.Read<PlanRecord>(turn.Scope, name) is { } known)
        {
            return known;
        }

        var planned = PlannedTickets.FromAnswer(Answer(turn, Domain.Models.Tier.Lead), TrackOf(turn.Scope));
        return journal.Write(turn.Scope, name, Record(turn.Scope, planned));
    }

    /// <summary>What a person made of it; kept only where it can be used, so that they can try again.</summary>
    public PlanRecord ReadEdited(EditedPlan plan)
    {
        var scope = plan.Plan.Scope;
        var file = JsonSerializer.Serialize(plan.Track, SlopJson.Indented);
        var record = Record(scope, PlannedTickets.FromFile(file, TrackOf(scope)));
        return record.Mistakes is null ? journal.Write(scope, JournalNames.EditedPlan, record) : record;
    }

    /// <summary>The track to start.</summary>
    public Track Load(PlanToStore plan)
    {
        var scope = plan.Plan.Scope;
        var record = Required<PlanRecord>(scope, plan.Edited == true ? JournalNames.EditedPlan : JournalNames.Plan(plan.Plan.Turn));
        return PlannedTickets.FromFile(record.File!, TrackOf(scope)).Track
            ?? throw WorkspaceFailure.Create($"The plan of {scope.Run.Track} in the journal cannot be read any more.");
    }

    /// <summary>A plan as it travels.</summary>
    public PlanReading Describe(AttemptScope scope, PlanRecord record)
    {
        if (record is not { File: { } file, Detail: { } detail })
        {
            return new()
            {
                Mistakes = Preview.Head(record.Mistakes ?? "", MistakesLength),
                Message = store.Put(TicketsPrompt.Mistakes(record.Mistakes ?? "")),
            };
        }

        var (before, track) = (TrackOf(scope), PlannedTickets.FromFile(file, TrackOf(scope)).Track!);
        return new()
        {
            Hash = record.Hash(),
            Subject = PlanText.Subject(track),
            Detail = Preview.HeadAndTail(detail, DetailLength),
            NeedsPerson = NeedOfPerson(before, track),
        };
    }

    /// <summary>Why no plan like this starts by itself; null: it may.</summary>
    private string? NeedOfPerson(Track before, Track track) =>
        !track.Setup.All(before.Setup.Contains) ? "it has setup commands of its own, which may use the network"
        : track.Tickets.SelectMany(files.Opened).FirstOrDefault() is { } path
            ? $"it opens {path} to its workers, which is private (setting {PrivateFiles.Setting})"
        : null;

    private PlanRecord Record(AttemptScope scope, PlannedTickets planned) => planned.Track is { } track
        ? new(TrackFileText.Write(track)) { Detail = PlanText.Detail(track, journal.ReadText(scope, JournalNames.Approach) ?? "") }
        : new(null, planned.Mistakes);

    private Track TrackOf(AttemptScope scope) => documents.Load(scope.Run.Document).Track;

    private T Required<T>(AttemptScope scope, string name)
        where T : class => journal.Read<T>(scope, name)
        ?? throw WorkspaceFailure.Create($"{name} of {scope.Key} is gone from the journal ({journal.Folder(scope)}).");
}
