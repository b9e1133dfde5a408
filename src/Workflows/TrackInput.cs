using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Tracks;

namespace SlopTemporal.Workflows;

/// <summary>What a track's workflow starts from: hashes and the compact graph; texts never travel through histories.</summary>
public sealed record TrackInput
{
    public required TrackScope Run { get; init; }

    /// <summary>One line for the Web UI.</summary>
    public required string Title { get; init; }

    /// <summary>True: no repository, tickets only answer.</summary>
    public bool TextOnly { get; init; }

    /// <summary>The tickets, in file order.</summary>
    public required IReadOnlyList<GraphTicket> Graph { get; init; }

    public int MaxWorkers { get; init; } = TrackDefaults.MaxWorkers;

    /// <summary>The gates of its tickets. Null: none, as in older histories.</summary>
    public GateRules? Rules { get; init; }

    /// <summary>What the other tiers do. Null: nothing, as in older histories.</summary>
    public HelpRules? Help { get; init; }

    /// <summary>Number of models of the ladder of tier 3.</summary>
    public int Rungs { get; init; } = 1;

    public Budget? Budget { get; init; }

    /// <summary>See <see cref="TrackDocument.AttemptTurns"/>.</summary>
    public int? AttemptTurns { get; init; }

    /// <summary>False: the server does not have those of <see cref="SlopSearch"/>, and the track runs without.</summary>
    public bool SearchAttributes { get; init; }

    /// <summary>Null: nobody is told anything.</summary>
    public NoticeRules? Notices { get; init; }

    /// <summary>How long a blocked track waits for a person before it closes.</summary>
    public TimeSpan BlockedFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What it took to plan the tickets; null: they were given.</summary>
    public PlanBill? Plan { get; init; }

    /// <summary>Where the run before stopped, over continue-as-new. Null: this is the first run, or <see cref="Carry"/> says it.</summary>
    public TrackState? State { get; init; }

    /// <summary>The same in the form of builds before <see cref="State"/>; read, never written.</summary>
    public TrackCarry? Carry { get; init; }

    /// <summary>Stands for a start that is refused.</summary>
    internal static TrackInput Nothing { get; } = new() { Run = TrackScope.None, Title = "", Graph = [] };

    /// <summary>The input for a document under its hash in the content store.</summary>
    public static TrackInput From(TrackDocument document, string hash, int epoch, bool searchAttributes) => new()
    {
        Run = new(hash, document.Track.Id, epoch),
        Title = document.Track.Title.Length > 0 ? document.Track.Title : document.Track.Id,
        TextOnly = document.Repository is null,
        Graph = GraphTicket.From(document.Track),
        MaxWorkers = document.Track.MaxWorkers,
        Rules = GateRules.From(document.Track),
        Help = HelpRules.From(document),
        Rungs = Math.Max(1, document.Ladder.Count),
        Budget = document.Track.Budget,
        AttemptTurns = document.AttemptTurns,
        SearchAttributes = searchAttributes,
    };
}
