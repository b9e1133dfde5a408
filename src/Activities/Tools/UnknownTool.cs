using System.Text.RegularExpressions;

namespace SlopTemporal.Activities.Tools;

/// <summary>A call of a tool that does not exist: nothing runs and nobody is asked; the model reads which tools there are.</summary>
internal static partial class UnknownTool
{
    /// <summary>Characters that every provider takes in the name of a call.</summary>
    public const int MaxCharacters = 64;

    /// <summary>
    /// The name under which a call is journaled, shown and sent back. That of a tool stays; any other is changed so that every provider
    /// takes it, and never becomes that of a tool.
    /// </summary>
    /// <param name="name">As the model wrote it: of any length, with any character.</param>
    /// <param name="tools">Names of the tools there are.</param>
    public static string SafeName(string name, IReadOnlyCollection<string> tools)
    {
        if (tools.Contains(name))
        {
            return name;
        }

        var plain = NotPlain().Replace(name.Length > MaxCharacters ? name[..MaxCharacters] : name, "_");
        var safe = plain.Length > 0 && (char.IsAsciiLetter(plain[0]) || plain[0] == '_') ? plain : $"_{plain}";
        safe = tools.Contains(safe) ? $"unknown_{safe}" : safe;
        return safe.Length > MaxCharacters ? safe[..MaxCharacters] : safe;
    }

    /// <summary>The name for lists. It has blanks, so that it is the name of no tool, not even of one that the workflow acts on.</summary>
    public static string Title(string safeName) => $"unknown tool {safeName}";

    /// <summary>What the model reads.</summary>
    /// <param name="safeName">Of the call.</param>
    /// <param name="tools">Names of the tools there are.</param>
    public static string Result(string safeName, IReadOnlyCollection<string> tools) => tools.Count == 0
        ? $"There is no tool '{safeName}', and no other one for this ticket. "
            + "Reply with the answer in text, or with BLOCKED: and the reason."
        : $"There is no tool '{safeName}'. The tools are: {string.Join(", ", tools)}. "
            + "Call one of them, or reply without a call when the work is done.";

    [GeneratedRegex("[^A-Za-z0-9_-]", RegexOptions.CultureInvariant)]
    private static partial Regex NotPlain();
}
