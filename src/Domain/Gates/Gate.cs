using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Gates;

/// <summary>What happens at a gate's deadline.</summary>
public enum GateDefault
{
    Reject,
    Approve,

    /// <summary>The ticket is given up.</summary>
    Skip,
}

/// <summary>The exact action that a gate is about.</summary>
/// <param name="Ticket">Id of the ticket; empty: the track itself asks.</param>
/// <param name="Hash">Hexadecimal; another action has another one.</param>
/// <param name="Subject">What is asked for, one line.</param>
/// <param name="Detail">What a person has to see; at a cap the caps after a plain approval, as JSON.</param>
public sealed record GateAction(string Ticket, string Hash, string Subject, string? Detail = null)
{
    /// <summary>The tool that is called; null: it is no call.</summary>
    public string? Tool { get; init; }

    /// <summary>True: the call only reads.</summary>
    public bool? IsRead { get; init; }
}

/// <summary>A page of an open gate, as the query <c>gate</c> answers.</summary>
/// <param name="Gate">Without its detail.</param>
/// <param name="Page">From 1.</param>
/// <param name="Pages">How many there are; 0: the subject says it all.</param>
/// <param name="Lines">Of the detail: the Web UI shows a text of several lines on one.</param>
public sealed record GatePage(Gate Gate, int Page, int Pages, IReadOnlyList<string> Lines);

/// <summary>An open gate: small enough to travel, exact enough to be decided on.</summary>
public sealed record Gate
{
    /// <summary>Characters of a hash that a person has to give.</summary>
    public const int HashLength = 8;

    /// <summary>Characters of a whole hash; only the calls of tools have one.</summary>
    public const int WholeHashLength = 64;

    /// <summary>Maximum characters of a detail outside of its own ticket: a track holds those of all its gates.</summary>
    public const int MaxSentDetail = 6000;

    /// <summary>Lines of a page of the query <c>gate</c>.</summary>
    private const int PageLines = 200;

    /// <summary><c>&lt;ticket&gt;/&lt;kind&gt;-&lt;n&gt;</c>; the track's own: <c>&lt;kind&gt;-&lt;n&gt;</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Empty: the track's own.</summary>
    public required string Ticket { get; init; }

    public required GateKind Kind { get; init; }

    /// <summary>Of the exact action, hexadecimal; a decision that names another one has no effect.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is about, one line.</summary>
    public required string Subject { get; init; }

    /// <summary>Prompt, call, question, review or suggested caps as JSON; null where the subject says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>The tool that is called; null: it is about no call, or of a build that did not say.</summary>
    public string? Tool { get; init; }

    /// <summary>True: the call only reads.</summary>
    public bool? IsRead { get; init; }

    public required DateTimeOffset Opened { get; init; }

    /// <summary>When the default is applied; null: it waits for ever.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public GateDefault? Default { get; init; }

    /// <summary>The gate for an action, opened now and without a deadline.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="number">Which gate of its kind it is for the ticket, or for the track; from 1.</param>
    /// <param name="action">What it is about; the subject is taken as it is.</param>
    /// <param name="now">When it opens.</param>
    public static Gate Open(GateKind kind, int number, GateAction action, DateTimeOffset now)
    {
        var name = $"{Words.For(kind)}-{number}";
        return new()
        {
            Id = action.Ticket.Length == 0 ? name : $"{action.Ticket}/{name}",
            Ticket = action.Ticket,
            Kind = kind,
            Hash = action.Hash,
            Subject = action.Subject,
            Detail = action.Detail,
            Tool = action.Tool,
            IsRead = action.IsRead,
            Opened = now,
        };
    }

    /// <summary>The same with the next number of its kind, and the deadline that the rules give it.</summary>
    /// <param name="counts">Gates so far by kind; null: none.</param>
    public static (Gate Gate, IReadOnlyDictionary<GateKind, int> Counts) OpenNext(
        IReadOnlyDictionary<GateKind, int>? counts, GateRules rules, GateKind kind, GateAction action, DateTimeOffset now)
    {
        var next = new SortedDictionary<GateKind, int>((counts ?? new Dictionary<GateKind, int>()).ToDictionary(p => p.Key, p => p.Value));
        next[kind] = next.GetValueOrDefault(kind) + 1;
        var subject = Preview.Line(action.Subject, GateTable.Get(kind).MaxSubject);
        var gate = Open(kind, next[kind], action with { Subject = subject }, now);
        return (
            rules.DeadlineMinutes is { } minutes ? gate with { Deadline = now.AddMinutes(minutes), Default = rules.OnDeadline } : gate,
            next);
    }

    /// <summary>
    /// Whether a word has the form of a gate's id, rather than that of a track's: <c>ticket/kind-n</c>, or <c>kind-n</c> for the track's
    /// own gates.
    /// </summary>
    public static bool IsId(string word) =>
        word.Contains('/', StringComparison.Ordinal)
        || (word.LastIndexOf('-') is > 0 and var dash
            && GateTable.All.Any(descriptor => Words.For(descriptor.Kind) == word[..dash])
            && word[(dash + 1)..].All(char.IsAsciiDigit));

    /// <summary>The same gate, small enough for a track that holds many.</summary>
    public Gate Shorten() => this with
    {
        Detail = Detail is null || Detail.Length <= MaxSentDetail ? Detail
            : GateTable.Get(Kind).DetailLanguage == "diff" ? Preview.Head(Detail, MaxSentDetail)
            : Preview.HeadAndTail(Detail, MaxSentDetail),
    };

    /// <summary>A page of what a person has to see.</summary>
    /// <param name="page">From 1; a page that is not there has no lines.</param>
    public GatePage Page(int page)
    {
        var lines = GateTable.Get(Kind).ShownDetail(this)?.Split('\n') ?? [];
        var pages = (lines.Length + PageLines - 1) / PageLines;
        return new(this with { Detail = null }, page, pages, [.. lines.Skip((page - 1) * PageLines).Take(PageLines)]);
    }

    /// <summary>The JSON that a person pastes to approve it.</summary>
    public string Paste => $"{{\"request\":\"{Id}\",\"hash\":\"{Hash[..Math.Min(HashLength, Hash.Length)]}\"}}";
}
