using System.Text.RegularExpressions;

namespace SlopTemporal.Domain.Attempts;

/// <summary>What a model's reply means for its ticket.</summary>
public enum ReplyKind
{
    /// <summary>It calls tools; the work goes on.</summary>
    Calls,

    /// <summary>It says that it is done.</summary>
    Done,

    /// <summary>It says that the work cannot be done.</summary>
    Blocked,

    /// <summary>Neither text nor calls: a quality failure.</summary>
    Empty,
}

/// <summary>Tells from a reply's text and number of calls what it means.</summary>
public static partial class Reply
{
    /// <summary>A reply is blocked when its text starts with BLOCKED, Markdown ignored; the word elsewhere means nothing.</summary>
    public static ReplyKind Classify(string? text, int calls) => text switch
    {
        _ when calls > 0 => ReplyKind.Calls,
        null or "" => ReplyKind.Empty,
        _ when string.IsNullOrWhiteSpace(text) => ReplyKind.Empty,
        _ when StartsBlocked().IsMatch(text) => ReplyKind.Blocked,
        _ => ReplyKind.Done,
    };

    [GeneratedRegex(@"^[\s#>*_`~\-]*BLOCKED\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex StartsBlocked();
}
