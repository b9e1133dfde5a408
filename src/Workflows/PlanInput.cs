using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Plans;

namespace SlopTemporal.Workflows;

/// <summary>What the workflow starts from that plans the tickets of a track.</summary>
public sealed record PlanInput
{
    public required TrackScope Run { get; init; }

    /// <summary>One line for the Web UI.</summary>
    public required string Title { get; init; }

    /// <summary>The track's gates.</summary>
    public GateRules Rules { get; init; } = new();

    /// <summary>Of the whole track; the plan is on its bill. Null: there are no caps.</summary>
    public Budget? Budget { get; init; }

    public int MaxWorkers { get; init; } = TrackDefaults.MaxWorkers;

    /// <summary>See <see cref="TrackInput.SearchAttributes"/>.</summary>
    public bool SearchAttributes { get; init; }

    /// <summary>Null: nobody is told anything.</summary>
    public NoticeRules? Notices { get; init; }

    /// <summary>True: the approved tickets are only kept, and none is started.</summary>
    public bool? KeepsOnly { get; init; }

    /// <summary>Where the run before stopped, over continue-as-new. Null: this is the first run.</summary>
    public PlanState? State { get; init; }

    /// <summary>Stands for a start that is refused.</summary>
    internal static PlanInput Nothing { get; } = new() { Run = TrackScope.None, Title = "" };

    /// <summary>The input for a document under its hash in the content store.</summary>
    public static PlanInput From(TrackDocument document, string hash, int epoch, bool searchAttributes) => new()
    {
        Run = new(hash, document.Track.Id, epoch),
        Title = document.Track.Title.Length > 0 ? document.Track.Title : document.Track.Id,
        Rules = GateRules.From(document.Track),
        Budget = document.Track.Budget,
        MaxWorkers = document.Track.MaxWorkers,
        SearchAttributes = searchAttributes,
    };
}

/// <summary>What a track has behind it whose tickets were planned: it is on the same bill, and its counts go on.</summary>
public sealed record PlanBill
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>What tiers 1 and 2 used.</summary>
    public IReadOnlyList<ModelUsage> Usage { get; init; } = [];

    /// <summary>Time of its activities.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>Budget gates that are closed.</summary>
    public int BudgetGates { get; init; }

    /// <summary>Requests that were received.</summary>
    public RequestLogState Requests { get; init; } = new();
}
