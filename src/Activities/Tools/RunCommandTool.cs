using System.Text.Json;
using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary><c>run_command</c>: at least once; a second run after a crash says so.</summary>
internal sealed class RunCommandTool : Tool
{
    private const string Network = "network";

    private const string Again =
        "The worker stopped while this command ran; it was run again from its start, on what the first run left behind.\n";

    public override string Name => CommandTools.RunCommand;

    public override string Description =>
        "Runs a shell command at the top of the repository, without network. The result is its exit code and output.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
    [
        ToolParameter.Text("command", "For /bin/sh."),
        ToolParameter.OptionalNumber("timeout_s", "Seconds until it is stopped."),
        ToolParameter.OptionalFlag(Network, "True where it needs the network; a person is asked first."),
    ];

    public override RuleArgument? RuleArgument => new("command", IsCommand: true);

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "command");

    public override PersonNeed? NeedOfPerson(JsonElement arguments) =>
        arguments.TryGetProperty(Network, out var network) && network.ValueKind == JsonValueKind.True ? new("needs the network") : null;

    public override async Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var command = call.Arguments.Text("command");
        var seconds = Math.Min(call.Arguments.OptionalNumber("timeout_s") ?? ToolLimits.CommandSeconds, ToolLimits.MaxCommandSeconds);
        var network = call.Arguments.OptionalFlag(Network);
        if (network && call.Input.Approved != true)
        {
            return ToolOutcome.Error("The network is for calls that a person approved; run the command without it.");
        }

        var (journal, commands) = (call.Services.Journal, call.Services.Commands);
        var intent = JournalNames.Intent(call.Input.Turn, call.Input.Call);
        var again = journal.Read<CommandIntent>(call.Input.Scope, intent) is not null;
        journal.Write(call.Input.Scope, intent, new CommandIntent(command));
        var timeout = TimeSpan.FromSeconds(seconds);
        var ran = await commands.RunAsync(
            new(call.Document, call.Root, command, CommandPurpose.Tool) { Timeout = timeout, Network = network });
        CrashPoint.Hit(CrashPoints.CommandDone);

        return ran.Refusal is { } refusal
            ? ToolOutcome.Error(
                $"Commands are not available. {refusal} Work with the file tools; when you reply without a call, the ticket's checks run.")
            : new(ran.ExitCode == 0, (again ? Again : "") + Words(ran, seconds));
    }

    private static string Words(CommandResult ran, int seconds)
    {
        var end = ran.ExitCode is { } code ? $"exit code {code}"
            : ran.Took.TotalSeconds < seconds ? ran.Stopped
            : $"stopped after {seconds} s; give 'timeout_s' (at most {ToolLimits.MaxCommandSeconds}) where it needs longer";
        var notes = string.Concat(ran.Notes.Select(note => $"\n{note}"));
        return ran.Output.Length == 0 ? $"{end}, no output{notes}" : $"{end}{notes}\n{Preview.HeadAndTail(ran.Output, ToolLimits.Output)}";
    }

    private sealed record CommandIntent(string Command);
}
