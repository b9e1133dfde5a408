using System.CommandLine;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>What <c>slop plan</c> is given.</summary>
/// <param name="Goal">In the person's words.</param>
/// <param name="Repository">Path as it was typed.</param>
/// <param name="Run">How the track is run.</param>
internal sealed record PlanOptions(string Goal, string Repository, RunOptions Run)
{
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Base { get; init; }

    public IReadOnlyList<string> Setup { get; init; } = [];

    public IReadOnlyList<string> Verify { get; init; } = [];

    /// <summary>Null: the tickets start.</summary>
    public string? Save { get; init; }

    public bool Force { get; init; }
}

/// <summary>The arguments and options of <c>slop plan</c>.</summary>
internal sealed class PlanFlags
{
    private readonly Argument<string> _goal = new("goal") { Description = "What shall be done, in your words; put it in quotes" };
    private readonly Option<string> _repository = new("--repository")
    {
        Description = "Top folder of the git repository (default: this folder)",
        HelpName = "folder",
        DefaultValueFactory = _ => ".",
    };
    private readonly Option<string?> _id = new("--id") { Description = "Id of the track (default: made of the goal)", HelpName = "id" };
    private readonly Option<string?> _title = new("--title") { Description = "One line for lists (default: the goal)", HelpName = "words" };
    private readonly Option<string?> _base = new("--base")
    {
        Description = "Branch or commit to start from (default: what is checked out)",
        HelpName = "name",
    };
    private readonly Option<string[]> _setup = new("--setup")
    {
        Description = "A command that prepares a fresh checkout; may be given several times (default: tier 2 proposes)",
        HelpName = "command",
    };
    private readonly Option<string[]> _verify = new("--verify")
    {
        Description = "A command that must pass on all that is merged; may be given several times (default: tier 2 proposes)",
        HelpName = "command",
    };
    private readonly Option<string?> _save = new("--save")
    {
        Description = "Write the approved tickets into this track file, and start nothing",
        HelpName = "file",
    };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file of --save if there is one" };
    private readonly Option<string?> _script = new("--script")
    {
        Description = "Play this script in place of models: no key, no cost",
        HelpName = "file",
    };
    private readonly Option<bool> _trust = new("--trust")
    {
        Description = "Run the commands given here and those of the repository's slop.json without asking",
    };
    private readonly Option<string?> _sandbox = new("--sandbox")
    {
        Description = "Sandbox for commands: auto, required, or off (only on a throw-away machine)",
        HelpName = "mode",
    };
    private readonly Option<int?> _maxWorkers = new("--max-workers")
    {
        Description = "Maximum number of tickets that run at once",
        HelpName = "number",
        CustomParser = NumberParser.Whole(1, TrackMaxima.MaxWorkers),
    };
    private readonly Option<bool> _again = new("--again") { Description = "Plan and run a completed track once more" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "End with exit code 4 when only people can go on" };

    public void AddTo(Command command)
    {
        _sandbox.AcceptOnlyFromAmong([.. Enum.GetValues<SandboxMode>().Select(Words.For)]);
        command.Add(_goal);
        Option[] options =
        [
            _repository, _id, _title, _base, _setup, _verify, _save, _force, _script, _trust, _sandbox, _maxWorkers, _again, _noWait,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(_goal)))
            {
                result.AddError("The goal is empty.");
            }

            if (result.GetValue(_force) && result.GetValue(_save) is null)
            {
                result.AddError("--force replaces the file of --save; it needs that one.");
            }
        });
    }

    public PlanOptions Read(ParseResult parsed, Terminal terminal) =>
        new(parsed.GetValue(_goal)!, parsed.GetValue(_repository)!, Run(parsed, terminal))
        {
            Id = parsed.GetValue(_id),
            Title = parsed.GetValue(_title),
            Base = parsed.GetValue(_base),
            Setup = parsed.GetValue(_setup) ?? [],
            Verify = parsed.GetValue(_verify) ?? [],
            Save = parsed.GetValue(_save),
            Force = parsed.GetValue(_force),
        };

    private RunOptions Run(ParseResult parsed, Terminal terminal) => new("")
    {
        Script = parsed.GetValue(_script) is { } script ? terminal.FullPath(script) : null,
        Trust = parsed.GetValue(_trust) ? Trust.Given : Trust.Ask,
        Sandbox = parsed.GetValue(_sandbox) is { } mode ? Enum.Parse<SandboxMode>(mode, ignoreCase: true) : null,
        MaxWorkers = parsed.GetValue(_maxWorkers),
        IfCompleted = parsed.GetValue(_again) ? IfCompleted.RunAgain : IfCompleted.Refuse,
        AtGates = parsed.GetValue(_noWait) ? AtGates.End : AtGates.GoOn,
    };
}
