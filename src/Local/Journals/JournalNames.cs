using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;

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

    /// <summary>A decided gate of the ticket.</summary>
    public static string Gate(Gate gate) => GatePrefix + gate.Id[(gate.Id.LastIndexOf('/') + 1)..];

    /// <summary>A reply that was used.</summary>
    public static string Turn(int turn) => $"{TurnPrefix}{turn}";

    /// <summary>A call of the turn to a model that gave no usable reply.</summary>
    public static string Try(int turn, int number) => $"{Turn(turn)}.{TryPrefix}{number}";

    /// <summary>The n-th call of the turn to a model as it goes out: without a reply or a failure of the same number it was lost.</summary>
    public static string Sent(int turn, int number) => $"{Turn(turn)}.sent-{number}";

    /// <summary>A tool call and its result.</summary>
    public static string Call(int turn, int call) => $"{Turn(turn)}.{CallPrefix}{call}";

    /// <summary>What a tool call is about to do; written before it does.</summary>
    public static string Intent(int turn, int call) => $"{Call(turn, call)}.intent";

    /// <summary>How the checks of the work ended that was done with this turn.</summary>
    public static string Verify(int turn) => $"{VerifyPrefix}{turn}";

    /// <summary>What the commit changes that was made of the work done with this turn.</summary>
    public static string Changes(int turn) => $"changes-{turn}";

    /// <summary>How the checks ended of a commit, merged with what others did.</summary>
    public static string Merged(string commit) => MergedPrefix + commit;
}
