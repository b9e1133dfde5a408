using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows;

/// <summary>What a track's workflow starts from: hashes and the compact graph; texts never travel through histories.</summary>
public sealed record TrackInput
{
    public required TrackScope Run { get; init; }

    /// <summary>One line for the Web UI.</summary>
    public required string Title { get; init; }

    /// <summary>True: no repository, tickets only answer.</summary>
    public bool TextOnly { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<GraphTicket> Graph { get; init; }

    public int MaxWorkers { get; init; } = TrackDefaults.MaxWorkers;

    /// <summary>False only in histories of before: now <see cref="Rules"/> has a gate for it.</summary>
    public bool AutoQueue { get; init; } = true;

    /// <summary>The gates of its tickets. Null: none, as in histories of before.</summary>
    public GateRules? Rules { get; init; }

    /// <summary>Rungs of the ladder of tier 3.</summary>
    public int Rungs { get; init; } = 1;

    public Budget? Budget { get; init; }

    /// <summary>See <see cref="TrackDocument.AttemptTurns"/>.</summary>
    public int? AttemptTurns { get; init; }

    /// <summary>False where the cluster does not have ours: the track then runs without.</summary>
    public bool SearchAttributes { get; init; }

    /// <summary>Null: nobody is told anything.</summary>
    public NoticeRules? Notices { get; init; }

    /// <summary>How long a blocked track waits for a person before it closes.</summary>
    public TimeSpan BlockedFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What an earlier run of this workflow, or an earlier epoch, reached.</summary>
    public TrackCarry? Carry { get; init; }

    /// <summary>The input for a document under its hash in the content store.</summary>
    public static TrackInput From(TrackDocument document, string hash, int epoch, bool searchAttributes) => new()
    {
        Run = new(hash, document.Track.Id, epoch),
        Title = document.Track.Title.Length > 0 ? document.Track.Title : document.Track.Id,
        TextOnly = document.Repository is null,
        Graph = GraphTicket.Of(document.Track),
        MaxWorkers = document.Track.MaxWorkers,
        Rules = GateRules.Of(document.Track),
        Rungs = Math.Max(1, document.Ladder.Count),
        Budget = document.Track.Budget,
        AttemptTurns = document.AttemptTurns,
        SearchAttributes = searchAttributes,
    };
}

/// <summary>State of a track over continue-as-new.</summary>
public sealed record TrackCarry
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Tip of the branch.</summary>
    public string? Tip { get; init; }

    public bool Paused { get; init; }

    public int MaxWorkers { get; init; }

    /// <summary>Caps as people raised them; null: those of the file.</summary>
    public Budget? Budget { get; init; }

    /// <summary>No call is made until then: a model's quota is used up. Null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>When the last such wait was over; null: there was none.</summary>
    public DateTimeOffset? QuotaServed { get; init; }

    /// <summary>Budget gates that were decided; null: none.</summary>
    public int? BudgetGates { get; init; }

    /// <summary>Hashes of calls that a person approved for the whole track; null: none.</summary>
    public IReadOnlyList<string>? Always { get; init; }

    /// <summary>What was said in vain.</summary>
    public IReadOnlyList<RequestProblem>? Problems { get; init; }

    /// <summary>Ids of requests that were heard.</summary>
    public IReadOnlyList<string>? Requests { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<TicketCarry> Tickets { get; init; }
}

/// <summary>State of a ticket over continue-as-new of its track. Null members: nothing yet.</summary>
public sealed record TicketCarry(TicketStatus Status)
{
    /// <summary>Attempts that were begun; they never restart.</summary>
    public int? Attempt { get; init; }

    public ModelName? Model { get; init; }

    public string? Reason { get; init; }

    public string? Commit { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public IReadOnlyList<ModelUsage>? Usage { get; init; }

    /// <summary>The part of <see cref="Usage"/> that runs before the suspended one spent; null: nothing.</summary>
    public IReadOnlyList<ModelUsage>? Before { get; init; }

    /// <summary>Time of activities of runs before the suspended one; null: none.</summary>
    public TimeSpan? Busy { get; init; }

    /// <summary>A decision for its open gate that it has not heard.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Where a suspended ticket goes on.</summary>
    public Domain.Attempts.TicketProgress? Progress { get; init; }
}
