using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>Explains why a text stops being JSON where it does. The rules are tried in order; the first that applies is reported.</summary>
internal sealed class JsonSyntax(SourceText text, JsonProgress progress)
{
    /// <summary>What is said of a comment.</summary>
    public const string NoComments = "JSON has no comments";

    /// <summary>What is said of a comma after the last entry of a list or an object.</summary>
    public const string LastComma = "a comma stands after the last entry";

    private const byte None = 0;
    private const byte Blank = (byte)' ';

    // The first thing after what was read; and the same without a comma or colon before it.
    private readonly int _next = text.AfterBlanks(progress.Done);

    private int Thing => Next is (byte)',' or (byte)':' ? text.AfterBlanks(_next + 1) : _next;

    private byte Next => ByteAt(_next);

    private byte Start => ByteAt(Thing);

    private bool IsMarked => Thing != _next;

    private Awaited Awaited => IsMarked ? progress.AwaitedAfterMark : progress.Awaited;

    public ProblemDraft Explain() => NotJson() ?? Comment() ?? AfterEnd() ?? Cut() ?? Comma() ?? Bracket() ?? Separator()
        ?? new JsonWord(text, Thing).Explain(Awaited == Awaited.Name)
        ?? Colon()
        ?? Syntax(Span.At(Thing), $"{ShowThing()} cannot stand here", $"expected {Words(Awaited)}");

    private ProblemDraft? NotJson() => !progress.HasBegun && Start is not ((byte)'{' or (byte)'[' or (byte)'"' or (byte)'/')
        ? Syntax(
            text.WordAt(Thing),
            "the file is not JSON",
            "a track file is a JSON object such as {\"tickets\": […]}, or a list of tickets")
        : null;

    private ProblemDraft? Comment() => Start == '/' ? Comment(Thing) : null;

    private ProblemDraft Comment(int at) =>
        Syntax(text.WordAt(at), NoComments, "delete it; notes can go into \"metadata\" of a ticket") with
        {
            Repair = EndOfComment(at) is { } end ? [new(new(at, end), Blank)] : [],
        };

    // Null: it is not closed, or a lone slash.
    private int? EndOfComment(int at)
    {
        var rest = text.Bytes[Math.Min(at + 2, text.Length)..];
        var length = ByteAt(at + 1) switch
        {
            (byte)'/' => rest.IndexOf((byte)'\n') is var line and >= 0 ? line : rest.Length,
            (byte)'*' => rest.IndexOf("*/"u8) is var close and >= 0 ? close + 2 : -1,
            _ => -1,
        };
        return length < 0 ? null : at + 2 + length;
    }

    private ProblemDraft? AfterEnd() => (progress.Awaited, Next) switch
    {
        (not Awaited.End, _) => null,
        (_, (byte)'{' or (byte)'[') => After(
            "a second document begins after the end of the track", "one file holds one track; put all tickets into one list"),
        (_, (byte)'}' or (byte)']') => After("there is one closing bracket too many", "delete it"),
        _ => After("there is more text after the end of the track", "delete it, or check whether a bracket closes too early"),
    };

    private ProblemDraft? Cut() => (Thing >= text.Length, IsCutWord) switch
    {
        (true, _) => Cut(IsMarked ? _next + 1 : progress.Done, Awaited),
        (_, true) => Cut(text.WordAt(Thing).End, Awaited.Separator),
        _ => null,
    };

    // Numbers and words end where something else begins; at the end of the file more of them may have been lost.
    private bool IsCutWord => progress.Open.Count > 0 && text.WordAt(Thing).End >= text.Length
        && Start is (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' or (>= (byte)'0' and <= (byte)'9');

    private ProblemDraft Cut(int at, Awaited awaited)
    {
        var help = $"expected {Words(awaited)}; was it saved whole?";
        return Syntax(Span.At(at), "the file ends in the middle of the track", help) with { Related = Opened() };
    }

    private ProblemDraft? Comma() => (Next, Start) switch
    {
        ((byte)',', (byte)'}' or (byte)']') => Needless(_next, LastComma, "delete the comma"),
        ((byte)',', (byte)',') => Needless(Thing, "two commas follow each other", "delete one, or write the entry between them"),
        ((byte)',', _) when progress.Awaited != Awaited.Separator =>
            Needless(_next, "a comma stands where there is nothing before it", "delete the comma"),
        _ => null,
    };

    private ProblemDraft? Bracket() => (progress.Innermost?.Kind, Start) switch
    {
        (_, not ((byte)'}' or (byte)']')) => null,
        (JsonTokenType.StartObject, (byte)']') =>
            Syntax(Span.At(Thing), "] closes what { opened", "expected }") with { Related = Opened() },
        (JsonTokenType.StartArray, (byte)'}') =>
            Syntax(Span.At(Thing), "} closes what [ opened", "expected ]") with { Related = Opened() },
        _ => Syntax(Span.At(Thing), "a value is missing before the bracket", $"expected {Words(Awaited)}"),
    };

    private ProblemDraft? Separator() => (progress.Awaited, Next) is (Awaited.Separator, not (byte)',')
        ? Syntax(Span.At(_next), "a comma is missing before this", "write a comma between two entries") with
        {
            Repair = IsEntry ? Before(_next, progress.Done, (byte)',') : [],
        }
        : null;

    // Anything else may be the rest of a text with a quote too many in it: to go on would only add mistakes that are none.
    private bool IsEntry => (progress.Innermost!.Value.Kind, Next) switch
    {
        (JsonTokenType.StartObject, (byte)'"') => AfterName(_next) is { } after && ByteAt(after) == ':',
        (JsonTokenType.StartArray, (byte)'{' or (byte)'[' or (byte)'"') => true,
        _ => false,
    };

    private int? AfterName(int start) =>
        new JsonWord(text, start) is var name && name.Explain(isName: true) is null ? text.AfterBlanks(name.EndOfText()) : null;

    // The mark takes the place of a blank: where there is none, there is no room for it.
    private static Overwrite[] Before(int at, int afterLast, byte mark) => at > afterLast ? [new(Span.At(at - 1), mark)] : [];

    private static ProblemDraft Needless(int at, string message, string help) =>
        Syntax(Span.At(at), message, help) with { Repair = [new(Span.At(at), Blank)] };

    // A name is read together with its colon: without one, the name counts as not read.
    private ProblemDraft? Colon()
    {
        if (Awaited != Awaited.Name || Start != '"')
        {
            return null;
        }

        var end = new JsonWord(text, Thing).EndOfText();
        var after = text.AfterBlanks(end);
        return ByteAt(after) switch
        {
            (byte)'/' => Comment(after),
            None when after >= text.Length => Cut(after, Awaited.Colon),
            var next => Syntax(Span.At(after), "a colon is missing after the name of the field", "write \"name\": value") with
            {
                Repair = next is (byte)'"' or (byte)'{' or (byte)'[' or (>= (byte)'0' and <= (byte)'9')
                    ? Before(after, end, (byte)':')
                    : [],
            },
        };
    }

    private ProblemDraft After(string message, string help) => new(ProblemCodes.TextAfterEnd, text.WordAt(_next), message) { Help = help };

    private LabelledSpan[] Opened() => progress.Innermost is { } inside ? [new(Span.At(inside.At.Start), "opened here")] : [];

    private byte ByteAt(int offset) => offset < text.Length ? text[offset] : None;

    private string ShowThing() => Printable.Quote(text.TextOf(text.WordAt(Thing)));

    private static string Words(Awaited awaited) => awaited switch
    {
        Awaited.Name => "the name of a field in quotes",
        Awaited.Colon => "a colon and a value",
        Awaited.Separator => "a comma or a closing bracket",
        Awaited.End => "nothing more",
        _ => "a value: text in quotes, a number, true, false, null, a list or an object",
    };

    internal static ProblemDraft Syntax(Span at, string message, string help) => new(ProblemCodes.Syntax, at, message) { Help = help };
}
