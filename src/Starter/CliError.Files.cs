using SlopTemporal.Local.Providers;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter;

/// <summary>Arguments, files and settings: what the user can correct before anything starts.</summary>
internal sealed partial class CliError
{
    /// <summary>The library's words; the type means nothing to a user.</summary>
    private const string BooleanType = "as expected type 'System.Boolean'";

    /// <summary>Longer text for people, printed before the error: the mistakes of a file.</summary>
    public string Details { get; private init; } = "";

    public static CliError BadArguments(IEnumerable<string> messages, string command) => new(
        "bad_arguments",
        string.Join(' ', messages.Select(m => SafeText.Line(m.Replace(BooleanType, "as true or false", StringComparison.Ordinal)))),
        command is "slop" or "" || !char.IsAsciiLetterLower(command[0])
            ? "`slop --help` lists the commands"
            : $"`slop {command} --help` shows its options and examples",
        ExitCode.BadInput);

    public static CliError NoSuchFile(string path) =>
        new("no_such_file", $"there is no file {path}", "give the path of a track file; `slop demo` needs none", ExitCode.BadInput);

    public static CliError Unreadable(string path, string why) =>
        new("unreadable_file", $"{path} cannot be read: {why}", "check the path and who may read it", ExitCode.BadInput);

    public static CliError InvalidTrack(string path, int errors, string details) => new(
        "invalid_track",
        $"{path} has {(errors == 1 ? "a mistake" : $"{errors} mistakes")}; nothing was started",
        $"correct what is listed; `slop validate {path}` lists it again",
        ExitCode.BadInput)
    { Details = details };

    public static CliError NoKey(string ladder, KeyProblem problem) => problem.Fault switch
    {
        KeyFault.Missing => new(
            "no_key",
            $"the models {ladder} need a key, and {problem.Reason}",
            $"{problem.WayOut}, or play a script with --script FILE",
            ExitCode.BadInput),
        _ => new("no_credentials", $"the models {ladder} need credentials, and {problem.Reason}", problem.WayOut, ExitCode.BadInput),
    };

    public static CliError BadScript(string path, string why) => new(
        "bad_script", $"the script {path} cannot be used: {why}", "a script is a JSON object with `turns`, by ticket", ExitCode.BadInput);

    public static CliError BadScript(string path, int errors, string details) => new(
        "bad_script",
        $"the script {path} has {(errors == 1 ? "a mistake" : $"{errors} mistakes")}; nothing was started",
        "correct what is listed; `schema/script.schema.json` has the form of a script",
        ExitCode.BadInput)
    { Details = details };

    /// <param name="changes">What is other than a person confirmed before; null: nobody has.</param>
    public static CliError UntrustedCommands(string path, IReadOnlyList<string> commands, string? changes) => new(
        "untrusted_commands",
        $"{path} names commands that nobody has confirmed: {string.Join("; ", commands.Select(c => $"`{c}`"))}",
        "read them, then run again with --trust, or answer the question on a terminal; it is asked once for these commands",
        ExitCode.BadInput)
    { Details = changes ?? "" };

    public static CliError NoSandbox(string why) => new(
        "no_sandbox",
        $"commands cannot be isolated from the rest of this machine: {why}",
        "install bubblewrap, or choose --sandbox auto and confirm the commands, or --sandbox off on a throw-away machine",
        ExitCode.BadInput);

    public static CliError BadSettings(IReadOnlyList<string> problems) => new(
        "bad_setting",
        string.Join('\n', problems),
        "correct what is named; `schema/settings.schema.json` lists every setting",
        ExitCode.BadInput);

    public static CliError NoExample(string name, IEnumerable<string> names) => new(
        "no_such_example", $"there is no example {name}", $"there are: {string.Join(", ", names)}", ExitCode.BadInput);

    public static CliError FolderNotEmpty(string path) =>
        new("folder_not_empty", $"{path} is not empty", "name a new or empty folder with --dir", ExitCode.BadInput);
}
