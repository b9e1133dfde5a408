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

    Turn,

    /// <summary>A tool call with its result.</summary>
    Call,

    /// <summary>The checks of the ticket's own work.</summary>
    Verify,

    /// <summary>The checks of the merged work.</summary>
    Merged,
}

/// <summary>A file of an attempt by its name, as <see cref="JournalNames"/> gives it.</summary>
/// <param name="Turn">0 where it belongs to none.</param>
/// <param name="Number">Of the try or call within the turn, else 0.</param>
public sealed record JournalEntry(JournalPart Part, int Turn = 0, int Number = 0)
{
    /// <summary>Null for what only the worker reads, such as intents.</summary>
    public static JournalEntry? Parse(string name) => name.Split('.') switch
    {
        [JournalNames.Prompt] => new(JournalPart.Prompt),
        [JournalNames.EditedPrompt] => new(JournalPart.EditedPrompt),
        [var head] when head.StartsWith(JournalNames.GatePrefix, StringComparison.Ordinal) => new(JournalPart.Gate),
        [var head] when head.StartsWith(JournalNames.MergedPrefix, StringComparison.Ordinal) => new(JournalPart.Merged),
        [var head] when NumberAfter(head, JournalNames.VerifyPrefix) is { } turn => new(JournalPart.Verify, turn),
        [var head, .. var rest] when NumberAfter(head, JournalNames.TurnPrefix) is { } turn => ParseTurn(turn, rest),
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
