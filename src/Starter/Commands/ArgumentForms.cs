using System.CommandLine;
using System.Text.RegularExpressions;

namespace SlopTemporal.Starter.Commands;

/// <summary>Arguments in the help, in brackets where they may be left out: the library knows only one name for several words.</summary>
internal static partial class ArgumentForms
{
    private const string Arguments = "Arguments:\n";
    private const string Options = "\nOptions:\n";
    private const string Commands = "\nCommands:\n";

    /// <param name="help">The library's help for a command.</param>
    /// <param name="command">That command.</param>
    public static string Show(string help, Command command)
    {
        var text = InCommands(help.ReplaceLineEndings("\n"), command);
        var (start, end) = (text.IndexOf(Arguments, StringComparison.Ordinal), text.IndexOf(Options, StringComparison.Ordinal));
        if (start < 0 || end < start)
        {
            return text;
        }

        var forms = command.Arguments.ToDictionary(NameOf, FormOf);
        return InUsage(text[..start], command) + InList(text[start..end], forms) + text[end..];
    }

    private static string InCommands(string text, Command command)
    {
        var start = text.IndexOf(Commands, StringComparison.Ordinal);
        return start < 0
            ? text
            : text[..start] + InList(text[start..], command.Subcommands.ToDictionary(c => Label(c, NameOf), c => Label(c, FormOf)));
    }

    private static string Label(Command command, Func<Argument, string> form) =>
        string.Join(' ', command.Arguments.Select(form).Prepend(command.Name));

    private static string InUsage(string usage, Command command) => command.Arguments.Where(IsSeveralWords).Aggregate(
        usage,
        (text, a) => text.Replace($"[<{a.Name}>...]", FormOf(a), StringComparison.Ordinal)
            .Replace($"<{a.Name}>...", FormOf(a), StringComparison.Ordinal));

    private static string InList(string list, Dictionary<string, string> forms)
    {
        var growth = forms.Max(f => f.Value.Length - f.Key.Length);
        return string.Join('\n', list.Split('\n').Select(Moved));

        string Moved(string line) =>
            forms.FirstOrDefault(f => line.StartsWith($"  {f.Key} ", StringComparison.Ordinal)) is { Key: { } name, Value: var form }
                ? $"  {form}{Blanks(growth - form.Length + name.Length)}{line[(name.Length + 2)..]}"
                : line.StartsWith("   ", StringComparison.Ordinal) ? Blanks(growth) + line : line;
    }

    private static string Blanks(int count) => new(' ', count);

    private static bool IsSeveralWords(Argument argument) => argument.HelpName?.Contains(' ', StringComparison.Ordinal) == true;

    private static string FormOf(Argument argument) =>
        IsSeveralWords(argument) ? Word().Replace(argument.HelpName!, "<$0>")
        : argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? $"[{NameOf(argument)}]"
        : NameOf(argument);

    private static string NameOf(Argument argument) => $"<{argument.HelpName ?? argument.Name}>";

    [GeneratedRegex(@"[\w.-]+")]
    private static partial Regex Word();
}
