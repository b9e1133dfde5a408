using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Domain.Tracks;

/// <summary>Whether commands run in a sandbox, which keeps them from the rest of the machine.</summary>
public enum SandboxMode
{
    /// <summary>Used where it works; elsewhere a person is asked before each command.</summary>
    Auto,

    /// <summary>Commands do not run without a sandbox.</summary>
    Required,

    /// <summary>No sandbox: for a machine that is itself a disposable container.</summary>
    Off,
}

/// <summary>
/// All that a run of a track is bound to, as one immutable document in the content store. Workflows carry its hash; activities read it.
/// </summary>
public sealed record TrackDocument
{
    public required Track Track { get; init; }

    /// <summary>Absolute path of the repository's top folder. Null: a text-only track.</summary>
    public string? Repository { get; init; }

    /// <summary>Full commit id that the base named when the track was started; a base that moves later changes nothing.</summary>
    public string? BaseCommit { get; init; }

    /// <summary>Hash of the script of the scripted model in the content store. Null: real models.</summary>
    public string? Script { get; init; }

    /// <summary>Models of tier 3, weakest first.</summary>
    public IReadOnlyList<ModelName> Ladder { get; init; } = [];

    /// <summary>
    /// Models of the tiers that a person set by themselves, by <see cref="Tier.Name"/>; null: see <see cref="ModelsOf"/>.
    /// </summary>
    public IReadOnlyDictionary<string, TierModels>? Tiers { get; init; }

    /// <summary>Parts of the track's budget that tiers may use at most; see <see cref="HelpRules.BudgetShares"/>.</summary>
    public IReadOnlyDictionary<string, decimal>? BudgetShares { get; init; }

    /// <summary>When tier 4 is asked; null: <see cref="HelpRules.DefaultQa"/>.</summary>
    public QaPolicy? Qa { get; init; }

    /// <summary>True: tier 2 reads the work of a ticket before it is merged; null: it does not.</summary>
    public bool? Review { get; init; }

    /// <summary>What becomes of a blocked ticket; null: <see cref="HelpRules.DefaultReplan"/>.</summary>
    public ReplanPolicy? Replan { get; init; }

    /// <summary>What follows where a model's quota of the day is used up; null: the track waits.</summary>
    public DailyQuotaPolicy? OnDailyQuota { get; init; }

    /// <summary>Turns of an attempt before it counts as failed; null: <see cref="Attempts.AttemptPolicy.MaxTurns"/>.</summary>
    public int? AttemptTurns { get; init; }

    /// <summary>The person's rules for calls of tools, from their settings; null: none.</summary>
    public IReadOnlyList<ToolRule>? ToolRules { get; init; }

    /// <summary>Required, too, where the sandbox worked when the track was started: no later worker goes below that.</summary>
    public SandboxMode Sandbox { get; init; } = SandboxMode.Auto;

    /// <summary>
    /// True: a person confirmed the commands (<c>setup</c>, <c>verify</c>) of this track, so that they may run without a sandbox.
    /// </summary>
    public bool Trusted { get; init; }

    /// <summary>True: a base on which <c>verify</c> fails does not stop the track.</summary>
    public bool AllowRed { get; init; }

    /// <summary>The models of all tiers, each once.</summary>
    public IReadOnlyList<ModelName> AllModels() => [.. Tier.All.SelectMany(tier => ModelsOf(tier).Ladder).Distinct()];

    /// <summary>The models of a tier; a script answers on each of its rungs.</summary>
    public TierModels ModelsOf(int tier) =>
        Tiers?.GetValueOrDefault(Tier.Name(tier)) ?? new(Script is null ? Models.Ladder.Of(tier, Ladder) : Ladder);
}
