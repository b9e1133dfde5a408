using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Journals;

/// <summary>Names of the files of an attempt; turns, calls and tries count from 1. <see cref="JournalEntry"/> reads them back.</summary>
public static class JournalNames
{
    /// <summary>Takes the place of a ticket for what belongs to the whole run. No ticket can be called so.</summary>
    public const string WholeRun = AttemptScope.WholeRun;

    /// <summary>The first prompt; the same in <c>prompt.md</c> for people.</summary>
    public const string Prompt = "prompt";

    /// <summary>The first prompt as a person changed it.</summary>
    public const string EditedPrompt = "prompt-edited";

    /// <summary>How the base of a run was checked.</summary>
    public const string BaseCheck = "base";

    internal const string GatePrefix = "gate-";
    internal const string TurnPrefix = "turn-";
    internal const string TryPrefix = "try-";
    internal const string CallPrefix = "call-";
    internal const string VerifyPrefix = "verify-";
    internal const string MergedPrefix = "merged-";
    internal const string PatchPrefix = "patch-";
    internal const string PatchedPrefix = "patched-";
    internal const string Refused = "refused";

    /// <summary>The outline of the repository that a plan is made for.</summary>
    public const string Outline = "outline";

    /// <summary>What tier 1 wrote, for tier 2 and for people; a text.</summary>
    public const string Approach = "approach";

    /// <summary>The planned tickets as a person made them.</summary>
    public const string EditedPlan = "plan-edited";

    /// <summary>The first prompt of a tier that plans.</summary>
    public static string PromptOf(int tier) => $"{Tier.Name(tier)}.{Prompt}";

    /// <summary>The tickets that a turn of tier 2 planned, or what is wrong with them.</summary>
    public static string Plan(int turn) => $"plan-{turn}";

    /// <summary>A decided gate of the ticket.</summary>
    public static string Gate(Gate gate) => GatePrefix + gate.Id[(gate.Id.LastIndexOf('/') + 1)..];

    /// <summary>A reply that was used.</summary>
    public static string Turn(int turn, int tier = Tier.Worker) =>
        tier == Tier.Worker ? $"{TurnPrefix}{turn}" : $"{Tier.Name(tier)}.{TurnPrefix}{turn}";

    /// <summary>A call of the turn to a model that gave no usable reply.</summary>
    public static string Try(int turn, int number, int tier = Tier.Worker) => $"{Turn(turn, tier)}.{TryPrefix}{number}";

    /// <summary>The n-th call of the turn to a model as it goes out: without a reply or a failure of the same number it was lost.</summary>
    public static string Sent(int turn, int number, int tier = Tier.Worker) => $"{Turn(turn, tier)}.sent-{number}";

    /// <summary>A tool call and its result.</summary>
    public static string Call(int turn, int call, int tier = Tier.Worker) => $"{Turn(turn, tier)}.{CallPrefix}{call}";

    /// <summary>What a tool call is about to do; written before it does.</summary>
    public static string Intent(int turn, int call) => $"{Call(turn, call)}.intent";

    /// <summary>How the checks of the work ended that was done with this turn.</summary>
    /// <param name="turn">Of the worker.</param>
    /// <param name="patched">The turn of tier 4 whose patch was applied to it before; null: none was.</param>
    public static string Verify(int turn, int? patched = null) =>
        patched is null ? $"{VerifyPrefix}{turn}" : $"{VerifyPrefix}{turn}.{PatchedPrefix}{patched}";

    /// <summary>The patch that a turn of tier 4 proposed.</summary>
    public static string Patch(int turn) => $"{PatchPrefix}{turn}";

    /// <summary>Why the patch of a turn of tier 4 does not fit.</summary>
    public static string PatchRefused(int turn) => $"{Patch(turn)}.{Refused}";

    /// <summary>What of it is applied, as a person decided; written before it is.</summary>
    public static string PatchIntent(int turn) => $"{Patch(turn)}.intent";

    /// <summary>Why a call failed, as tier 4 says; the model reads it with the call's result.</summary>
    public static string CallAnalysis(int turn, int call) => $"{Call(turn, call)}.analysis";

    /// <summary>What the commit changes that was made of the work done with this turn.</summary>
    public static string Changes(int turn) => $"changes-{turn}";

    /// <summary>How the checks ended of a commit, merged with what others did.</summary>
    public static string Merged(string commit) => MergedPrefix + commit;
}
