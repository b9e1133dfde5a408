using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>A value of a script with its name, so that each mistake can be shown where it stands. Each method gives a default after
/// reporting why there is nothing to give.</summary>
internal readonly record struct ScriptNode(JsonNode Node, string Name, List<ProblemDraft> Problems)
{
    /// <summary>Longest wait that a script may ask for, in seconds: some months.</summary>
    private const double MaxSeconds = 1e7;

    public void Report(string code, Span at, string message, string? help = null)
    {
        if (Problems.Count < TrackDefaults.MaxProblems)
        {
            Problems.Add(new(code, at, message) { Help = help });
        }
    }

    /// <summary>The members by name; any other than those allowed is reported.</summary>
    public Dictionary<string, ScriptNode> Members(IReadOnlyList<string> allowed)
    {
        var members = new Dictionary<string, ScriptNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, at, value) in Pairs("an object"))
        {
            var known = allowed.FirstOrDefault(a => a.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known is null)
            {
                Report(
                    ScriptProblemCodes.UnknownMember,
                    at,
                    $"{Name} has no {Printable.Quote(name)}",
                    Suggestions.Question(name, allowed) ?? $"the known names are {string.Join(", ", allowed)}");
            }
            else if (!members.TryAdd(known, value))
            {
                Report(ScriptProblemCodes.MemberTwice, at, $"{Name} has {Printable.Quote(name)} twice", "keep one of them");
            }
        }

        return members;
    }

    public IReadOnlyList<(string Name, Span At, ScriptNode Value)> Pairs(string expected)
    {
        var pairs = new List<(string, Span, ScriptNode)>();
        if (Node.Kind != JsonTokenType.StartObject)
        {
            WrongKind(expected);
            return pairs;
        }

        foreach (var name in Node.Children)
        {
            var member = Name == ScriptReader.RootName ? Printable.Shorten(name.Text) : $"{Name}.{Printable.Shorten(name.Text)}";
            pairs.Add((name.Text, name.At, new(name.Value, member, Problems)));
        }

        return pairs;
    }

    public IReadOnlyList<ScriptNode> Items(string expected)
    {
        var items = new List<ScriptNode>();
        if (Node.Kind != JsonTokenType.StartArray)
        {
            WrongKind(expected);
            return items;
        }

        foreach (var node in Node.Children)
        {
            items.Add(new(node, string.Create(CultureInfo.InvariantCulture, $"{Name}[{items.Count}]"), Problems));
        }

        return items;
    }

    public string Text()
    {
        if (Node.Kind == JsonTokenType.String)
        {
            return Node.Text;
        }

        WrongKind("a text");
        return "";
    }

    /// <summary>A whole number of at least 0.</summary>
    public int Count()
    {
        if (Node.Kind == JsonTokenType.Number && int.TryParse(Node.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        WrongKind("a whole number, 0 or more");
        return 0;
    }

    public TimeSpan Seconds()
    {
        if (Node.Kind == JsonTokenType.Number
            && double.TryParse(Node.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= MaxSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        WrongKind("a number of seconds, 0 or more");
        return TimeSpan.Zero;
    }

    /// <summary>Anything; but a name given twice would lose one of its values.</summary>
    public JsonElement Any()
    {
        var end = Node.Tree[Node.Index].Next;
        for (var index = Node.Index; index < end; index++)
        {
            FindTwice(new(Node.Tree, index));
        }

        return JsonElement.Parse(Node.Raw);
    }

    private void FindTwice(JsonNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (node.Kind == JsonTokenType.StartObject)
        {
            foreach (var name in node.Children)
            {
                if (!names.Add(name.Text))
                {
                    Report(ScriptProblemCodes.MemberTwice, name.At, $"{Name} has {Printable.Quote(name.Text)} twice", "keep one of them");
                }
            }
        }
    }

    private void WrongKind(string expected) =>
        Report(ScriptProblemCodes.WrongKind, Node.CaretSpan, $"{Name} must be {expected}, found {Node.Describe()}");
}
