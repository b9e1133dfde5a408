using System.Text.RegularExpressions;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary>
/// A regular expression that a model wrote. What could take memory or time without end is refused before anything parses it: the
/// framework unrolls nested counts while it reads a pattern, and nothing can stop it there.
/// </summary>
internal static class SearchPattern
{
    /// <summary>Characters of a pattern.</summary>
    public const int MaxLength = 1_000;

    /// <summary>Groups, or character classes, inside each other.</summary>
    public const int MaxDepth = 20;

    /// <summary>Characters that a pattern stands for where each of its counts is written out.</summary>
    public const int MaxSize = 2_000;

    /// <summary>Characters of a message that repeats a pattern.</summary>
    private const int MessageLength = 300;

    private const string Plain = "Write it without back-references, look-around and option x, and escape what is meant literally.";

    /// <summary>The pattern, which takes no longer for a line than a search may take.</summary>
    /// <exception cref="ToolErrorException">It cannot be used.</exception>
    public static Regex Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw Unusable($"it has {pattern.Length} characters; the maximum is {MaxLength}. Search for a part of it.");
        }

        if (PatternSize.Measure(pattern) is var size && size.Depth > MaxDepth)
        {
            throw Unusable($"it is nested more than {MaxDepth} deep. Search for a part of it.");
        }

        if (size.Characters > MaxSize)
        {
            throw Unusable($"with its counts written out it has more than {MaxSize} characters. Use smaller counts, or * and +.");
        }

        if (size.IgnoresBlanks)
        {
            throw Unusable(Plain);
        }

        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, ToolLimits.Search);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Unusable($"{Preview.Line(e.Message, MessageLength)} {Plain}");
        }
    }

    private static ToolErrorException Unusable(string why) => new($"search: argument 'pattern' cannot be used: {why}");
}
