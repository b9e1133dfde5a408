using System.Globalization;

namespace SlopTemporal.Local.Journals;

/// <summary>What a file of an attempt holds.</summary>
public enum JournalPart
{
    Prompt,
    EditedPrompt,

    /// <summary>A gate with the decision that a person made.</summary>
    Gate,

    /// <summary>A call to a model that gave no usable reply.</summary>
    Try,

    /// <summary>A reply of the worker.</summary>
    Turn,

    /// <summary>A reply of another tier.</summary>
    Answer,

    /// <summary>A tool call with its result.</summary>
    Call,

    /// <summary>The checks of the ticket's own work; with a number, after the patch of that turn of tier 4.</summary>
    Verify,

    /// <summary>A patch that a turn of tier 4 proposed.</summary>
    Patch,

    /// <summary>Why a patch of a turn of tier 4 does not fit.</summary>
    RefusedPatch,

    /// <summary>The checks of the merged work.</summary>
    Merged,
}

/// <summary>A file of an attempt by its name, as <see cref="JournalNames"/> gives it.</summary>
/// <param name="Turn">0 where it belongs to none.</param>
/// <param name="Number">Of the try, call or applied patch within the turn, else 0.</param>
public sealed record JournalEntry(JournalPart Part, int Turn = 0, int Number = 0)
{
    /// <summary>The tier whose turn it is.</summary>
    public int Tier { get; init; } = Domain.Models.Tier.Worker;

    /// <summary>Null for what only the worker reads, such as intents.</summary>
    public static JournalEntry? Parse(string name) => name.Split('.') switch
    {
        [JournalNames.Prompt] => new(JournalPart.Prompt),
        [JournalNames.EditedPrompt] => new(JournalPart.EditedPrompt),
        [var head] when head.StartsWith(JournalNames.GatePrefix, StringComparison.Ordinal) => new(JournalPart.Gate),
        [var head] when head.StartsWith(JournalNames.MergedPrefix, StringComparison.Ordinal) => new(JournalPart.Merged),
        [var head] when NumberAfter(head, JournalNames.VerifyPrefix) is { } turn => new(JournalPart.Verify, turn),
        [var head, var patched] when NumberAfter(head, JournalNames.VerifyPrefix) is { } turn
            && NumberAfter(patched, JournalNames.PatchedPrefix) is { } number => new(JournalPart.Verify, turn, number),
        [var head] when NumberAfter(head, JournalNames.PatchPrefix) is { } turn =>
            new(JournalPart.Patch, turn) { Tier = Domain.Models.Tier.Quality },
        [var head, JournalNames.Refused] when NumberAfter(head, JournalNames.PatchPrefix) is { } turn =>
            new(JournalPart.RefusedPatch, turn) { Tier = Domain.Models.Tier.Quality },
        [var head, .. var rest] when NumberAfter(head, JournalNames.TurnPrefix) is { } turn => ParseTurn(turn, rest),
        [var tier, var turn, .. var rest] when FindTier(tier) is { } found && NumberAfter(turn, JournalNames.TurnPrefix) is { } number =>
            ParseAnswer(number, rest) is { } entry ? entry with { Tier = found } : null,
        _ => null,
    };

    private static int? FindTier(string word) =>
        Domain.Models.Tier.All.Where(t => Domain.Models.Tier.Name(t) == word).Cast<int?>().FirstOrDefault();

    private static JournalEntry? ParseAnswer(int turn, string[] rest) => ParseTurn(turn, rest) switch
    {
        { Part: JournalPart.Turn } entry => entry with { Part = JournalPart.Answer },
        { Part: JournalPart.Try or JournalPart.Call } entry => entry,
        _ => null,
    };

    private static JournalEntry? ParseTurn(int turn, string[] rest) => rest switch
    {
        [] => new(JournalPart.Turn, turn),
        [var part] when NumberAfter(part, JournalNames.TryPrefix) is { } number => new(JournalPart.Try, turn, number),
        [var part] when NumberAfter(part, JournalNames.CallPrefix) is { } number => new(JournalPart.Call, turn, number),
        _ => null,
    };

    private static int? NumberAfter(string text, string start)
    {
        var rest = text.StartsWith(start, StringComparison.Ordinal) ? text.AsSpan(start.Length) : default;
        return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
