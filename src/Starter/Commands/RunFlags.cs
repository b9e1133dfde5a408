using System.CommandLine;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>The options that <c>run</c> and <c>start</c> share.</summary>
internal sealed class RunFlags
{
    private readonly Argument<string> _file = new("track.json") { Description = "The track file" };
    private readonly Option<string?> _script = new("--script")
    {
        Description = "Play this script in place of models: no key, no cost (an example that came with slop plays its own)",
        HelpName = "file",
    };
    private readonly Option<bool> _live = new("--live")
    {
        Description = "Use real models for an example that came with slop; needs a key",
    };
    private readonly Option<bool> _trust = new("--trust")
    {
        Description = "Run the commands of this file and of the repository's slop.json without asking; read them first",
    };
    private readonly Option<bool> _allowRed = new("--allow-red") { Description = "Go on although `verify` fails on the base" };
    private readonly Option<string?> _sandbox = new("--sandbox")
    {
        Description = "Sandbox for commands: auto, required, or off (only on a throw-away machine)",
        HelpName = "mode",
    };
    private readonly Option<int?> _maxWorkers = new("--max-workers")
    {
        Description = "Maximum number of tickets that run at once (default: as the file says)",
        HelpName = "number",
        CustomParser = NumberParser.Whole(1, TrackMaxima.MaxWorkers),
    };
    private readonly Option<bool> _again = new("--again") { Description = "Run a completed track once more" };
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Show waves, models, commands and an estimate of the cost, or why it would not start; start nothing",
    };

    public RunFlags(Command command)
    {
        _sandbox.AcceptOnlyFromAmong([.. Enum.GetValues<SandboxMode>().Select(Words.For)]);
        command.Add(_file);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_live) && result.GetValue(_script) is not null)
            {
                result.AddError("--live and --script cannot be used together.");
            }
        });
        foreach (var option in new Option[] { _script, _live, _trust, _allowRed, _sandbox, _maxWorkers, _again, _dryRun })
        {
            command.Add(option);
        }
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public RunOptions Read(ParseResult parsed, Terminal terminal) => new(parsed.GetValue(_file)!)
    {
        Script = parsed.GetValue(_script) is { } script ? terminal.FullPath(script) : null,
        Live = parsed.GetValue(_live),
        Trust = parsed.GetValue(_trust) ? Trust.Given : Trust.Ask,
        AllowRed = parsed.GetValue(_allowRed),
        Sandbox = parsed.GetValue(_sandbox) is { } mode ? Enum.Parse<SandboxMode>(mode, ignoreCase: true) : null,
        MaxWorkers = parsed.GetValue(_maxWorkers),
        IfCompleted = parsed.GetValue(_again) ? IfCompleted.RunAgain : IfCompleted.Refuse,
    };
}
