using SlopTemporal.Domain.Gates;

namespace SlopTemporal.Activities.Journals;

/// <summary>Names of the files of an attempt; turns, calls and tries count from 1.</summary>
public static class JournalNames
{
    /// <summary>The first prompt; the same in <c>prompt.md</c> for people.</summary>
    public const string Prompt = "prompt";

    /// <summary>The first prompt as a person changed it.</summary>
    public const string EditedPrompt = "prompt-edited";

    /// <summary>A decided gate of the ticket.</summary>
    public static string Gate(Gate gate) => "gate-" + gate.Id[(gate.Id.LastIndexOf('/') + 1)..];

    /// <summary>A reply that was used.</summary>
    public static string Turn(int turn) => $"turn-{turn}";

    /// <summary>A call of the turn to a model that gave no usable reply.</summary>
    public static string Try(int turn, int number) => $"turn-{turn}.try-{number}";

    /// <summary>A tool call and its result.</summary>
    public static string Call(int turn, int call) => $"turn-{turn}.call-{call}";

    /// <summary>What a tool call is about to do; written before it does.</summary>
    public static string Intent(int turn, int call) => $"turn-{turn}.call-{call}.intent";
}
