using System.CommandLine;
using System.CommandLine.Invocation;
using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Commands;

/// <summary>Parses the arguments, runs the command and turns its errors into messages and exit codes.</summary>
internal sealed class Cli
{
    private readonly Dictionary<Command, string[]> _examples = [];
    private readonly Terminal _terminal;

    private Cli(Terminal terminal) => _terminal = terminal;

    public Option<bool> Json { get; } = new("--json") { Description = "Answer with one JSON object on standard output", Recursive = true };

    public Option<string?> Home { get; } = new("--home")
    {
        Description = "Folder of the local state (default: SLOP_HOME, or the user's state folder)",
        HelpName = "folder",
        Recursive = true,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        var cli = new Cli(terminal);
        ParseResult? parsed = null;
        try
        {
            parsed = cli.Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            {
                throw CliError.BadArguments(parsed.Errors.Select(e => e.Message), parsed.CommandResult.Command.Name);
            }

            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (CliError.From(e) is { } error)
        {
            return Fail(error, terminal, parsed?.GetResult(cli.Json) is { } json && !json.Errors.Any() && json.GetValueOrDefault<bool>());
        }
    }

    /// <summary>A command with examples for its help.</summary>
    public Command Command(string name, string description, params string[] examples)
    {
        var command = new Command(name, description);
        _examples[command] = examples;
        return command;
    }

    /// <summary>What a command works with: terminal, home and settings of this invocation.</summary>
    public Session Open(ParseResult parsed) => new(_terminal, parsed.GetValue(Json), parsed.GetValue(Home));

    private ParseResult Parse(IReadOnlyList<string> args)
    {
        try
        {
            return Root().Parse(ImplicitRun.Expand(args), new() { ResponseFileTokenReplacer = null });
        }
        catch (InvalidOperationException e)
        {
            // A validator asked for the value of an option that has none, since what was given is of another kind.
            throw CliError.BadArguments([e.Message], "");
        }
    }

    private static int Fail(CliError error, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(PrintedJson.Text(ErrorText.Answer(error), SlopJson.Indented));
        }
        else
        {
            terminal.Error.Write(error.Details + ErrorText.Render(error));
        }

        return error.Exit;
    }

    private RootCommand Root()
    {
        var root = new RootCommand("Lets agents work on the coding tickets of a track, and merges what passes its checks.") { Json, Home };
        foreach (var command in All(this))
        {
            root.Add(command);
        }

        root.SetAction(_ => _terminal.Out.WriteLine(Help.Summary));
        Help.AddExamples(root, _examples);
        return root;
    }

    private static Command[] All(Cli cli) =>
    [
        DemoCommand.Create(cli),
        RunCommand.Create(cli),
        StartCommand.Create(cli),
        PlanCommand.Create(cli),
        WatchCommand.Create(cli),
        StatusCommand.Create(cli),
        ListCommand.Create(cli),
        ShowCommand.Create(cli),
        DiffCommand.Create(cli),
        LogsCommand.Create(cli),
        CostCommand.Create(cli),
        DecideCommands.Approve(cli),
        DecideCommands.Reject(cli),
        RetryCommand.Create(cli),
        PatchCommand.Create(cli),
        SkipCommand.Create(cli),
        AddCommand.Create(cli),
        LimitsCommand.Create(cli),
        TellCommand.Create(cli),
        CancelCommand.Create(cli),
        PauseCommand.Create(cli),
        ResumeCommand.Create(cli),
        ValidateCommand.Create(cli),
        GraphCommand.Create(cli),
        UpCommand.Create(cli),
        DownCommand.Create(cli),
        KeysCommand.Create(cli),
        DoctorCommand.Create(cli),
    ];
}
