namespace SlopTemporal.Domain.Attempts;

/// <summary>What a model is told when it goes round in a circle: once, before that costs it the turn.</summary>
public static class LoopNotice
{
    /// <summary>Characters shown of a call.</summary>
    private const int CallLength = 300;

    private const string Beginning = "You are going round in a circle: ";

    /// <summary>The same for the same circle, wherever it is entered: this is how one is known that was told before.</summary>
    /// <param name="circle">Name and arguments of its calls.</param>
    public static string Text(IReadOnlyList<string> circle)
    {
        var said = circle.Count == 1
            ? "you have made this call three times; its result will not change:"
            : $"you have made these {circle.Count} calls three times, one after the other; their results will not change:";
        var calls = circle.Order(StringComparer.Ordinal).Select(c => $"- {Preview.HeadAndTail(c, CallLength)}");
        return $"{Beginning}{said}\n\n{string.Join('\n', calls)}\n\nDo something else, or say what blocks you.";
    }

    /// <summary>Whether a text to the model is such a notice, and so nothing new from a person or a check.</summary>
    public static bool Is(string text) => text.StartsWith(Beginning, StringComparison.Ordinal);
}
