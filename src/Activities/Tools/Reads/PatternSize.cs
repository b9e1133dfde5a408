using System.Globalization;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary>How large a regular expression is, found without parsing it: never less than a parser would find.</summary>
/// <param name="Depth">Groups, or classes of characters, inside each other.</param>
/// <param name="Characters">With each count written out.</param>
/// <param name="IgnoresBlanks">It switches option x on, after which a count may stand far behind what it counts.</param>
internal readonly record struct PatternSize(int Depth, long Characters, bool IgnoresBlanks)
{
    /// <summary>So many that more make no difference.</summary>
    private const long Most = int.MaxValue;

    /// <summary>Reads the pattern from its start to its end, once.</summary>
    public static PatternSize Measure(string pattern)
    {
        var (groups, depth, ignoresBlanks) = (new Stack<long>([0]), 0, false);
        var last = 0L;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '(' when IsComment(pattern, at):
                    at = End(pattern, at, ')');
                    break;
                case '(':
                    groups.Push(0);
                    depth = Math.Max(depth, groups.Count - 1);
                    ignoresBlanks |= SwitchesBlanks(pattern, at);
                    last = 0;
                    break;
                case ')' when groups.Count > 1:
                    last = groups.Pop();
                    Add(groups, last);
                    break;
                case '[':
                    var levels = Class(pattern, ref at);
                    depth = Math.Max(depth, levels);
                    Add(groups, last = 1);
                    break;
                case '{' when Count(pattern, at) is { } count:
                    Add(groups, Math.Min(last * Math.Max(count - 1, 0), Most));
                    last = Math.Min(last * Math.Max(count, 1), Most);
                    break;
                default:
                    at += pattern[at] == '\\' ? 1 : 0;
                    Add(groups, last = 1);
                    break;
            }
        }

        return new(depth, groups.Aggregate(0L, (sum, size) => Math.Min(sum + size, Most)), ignoresBlanks);
    }

    private static void Add(Stack<long> groups, long size) => groups.Push(Math.Min(groups.Pop() + size, Most));

    private static bool IsComment(string pattern, int at) => pattern.AsSpan(at).StartsWith("(?#", StringComparison.Ordinal);

    private static int End(string pattern, int at, char sign) =>
        pattern.IndexOf(sign, at) is >= 0 and var end ? end : pattern.Length - 1;

    private static bool SwitchesBlanks(string pattern, int at)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            return false;
        }

        var options = pattern.AsSpan(at + 2);
        var end = options.IndexOfAnyExceptInRange('a', 'z');
        return options[..(end < 0 ? options.Length : end)].Contains('x');
    }

    /// <summary>Goes to the last sign of a class of characters; returns how many of them lie inside each other.</summary>
    private static int Class(string pattern, ref int at)
    {
        var (open, most) = (0, 0);
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == '[' && (open == 0 || pattern[at - 1] == '-'))
            {
                most = Math.Max(most, ++open);
                // A bracket that closes nothing is a member, first in its class.
                at += at + 1 < pattern.Length && pattern[at + 1] == '^' ? 1 : 0;
                at += at + 1 < pattern.Length && pattern[at + 1] == ']' ? 1 : 0;
            }
            else if (pattern[at] == ']' && --open == 0)
            {
                break;
            }
            else if (pattern[at] == '\\')
            {
                at++;
            }
        }

        return most;
    }

    /// <summary>The greater number of <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; null: the bracket means itself.</summary>
    private static long? Count(string pattern, int at)
    {
        var end = pattern.IndexOf('}', at);
        var numbers = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        return numbers.Length is 1 or 2 && numbers[0].Length > 0 && numbers.All(n => n.All(char.IsAsciiDigit))
            ? numbers.Max(Number) + (numbers[^1].Length == 0 ? 1 : 0)
            : null;
    }

    // One that no parser takes is as great as any.
    private static long Number(string digits) =>
        digits.Length == 0 ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Most;
}
