namespace SlopTemporal.Domain.Gates;

/// <summary>Which of a person's rules a call falls under.</summary>
public static class ToolRules
{
    /// <summary>Characters that mean nothing to a shell: with any other one a command may do more than its first words say.</summary>
    private const string PlainCharacters = "_./:=@%+,-";

    private static readonly char[] ShellCharacters = [';', '&', '|', '\n', '\r', '(', ')', '{', '}', '`', '$', '<', '>', '\'', '"', '\\'];

    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The rule that wins, or null where none matches.</summary>
    /// <param name="rules">All rules of the person, in any order.</param>
    /// <param name="tool">Name of the tool that is called.</param>
    /// <param name="argument">Its command or path; null: it has none.</param>
    /// <param name="isCommand">True: the argument is a line for a shell.</param>
    public static ToolRule? Find(IEnumerable<ToolRule> rules, string tool, string? argument, bool isCommand) => rules
        .Where(r => r.Tool == tool && Matches(r, argument, isCommand))
        .OrderByDescending(r => r.Priority).ThenByDescending(r => r.Policy)
        .FirstOrDefault();

    private static bool Matches(ToolRule rule, string? argument, bool isCommand) => (rule.Prefix, argument) switch
    {
        (null, _) => rule.Policy != RulePolicy.Allow || !isCommand || IsPlain(argument ?? ""),
        (_, null) => false,
        ({ } prefix, { } command) when isCommand => rule.Policy == RulePolicy.Allow
            ? IsPlain(command) && StartsWith(Words(command), prefix)
            : Parts(command).Any(part => StartsWith(part, prefix)),
        ({ } prefix, { } path) => Normalize(path).StartsWith(Normalize(prefix), StringComparison.Ordinal),
    };

    private static bool IsPlain(string command) =>
        command.All(c => char.IsAsciiLetterOrDigit(c) || Blanks.Contains(c) || PlainCharacters.Contains(c, StringComparison.Ordinal))
        && Words(command) is [var first, ..] && !first.Contains('=', StringComparison.Ordinal);

    /// <summary>Every place where a shell may start a command.</summary>
    private static IEnumerable<string[]> Parts(string command) => command.Split(ShellCharacters).Select(Words);

    private static string[] Words(string text) => text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    private static bool StartsWith(string[] words, string prefix) =>
        Words(prefix) is { Length: > 0 } first
        && words.Length >= first.Length
        && words.Take(first.Length).SequenceEqual(first, StringComparer.Ordinal);

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts) + (path.EndsWith('/') ? "/" : "");
    }
}
