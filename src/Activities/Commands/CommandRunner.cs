using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Network;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Commands;

/// <summary>A command to run in a worktree.</summary>
/// <param name="Document">The document of its track: sandbox mode, and whether a person confirmed its commands.</param>
/// <param name="Worktree">Where it runs; it cannot write its <c>.git</c>.</param>
/// <param name="Command">One line or more for <c>/bin/sh -c</c>.</param>
/// <param name="Purpose">Who gave it; decides network and refusal.</param>
public sealed record CommandRequest(TrackDocument Document, string Worktree, string Command, CommandPurpose Purpose)
{
    /// <summary>What is seen through another folder in it; only for the sandbox.</summary>
    public IReadOnlyList<SandboxOverlay> Overlays { get; init; } = [];

    /// <summary>After which it is stopped. Null: what the settings give its purpose.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True: a person approved that it uses the network.</summary>
    public bool Network { get; init; }
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Null: it was stopped at a limit, or refused.</param>
/// <param name="Output">Standard output and error in the order of arrival.</param>
/// <param name="Refusal">Why it did not run, and the way out.</param>
/// <param name="Took">From its start to its end; zero if it was refused.</param>
public sealed record CommandResult(int? ExitCode, string Output, string? Refusal = null, TimeSpan Took = default)
{
    /// <summary>Which limit stopped it; null: none.</summary>
    public string? Stopped { get; init; }

    /// <summary>What of the end comes from the sandbox, with the way out; each is a part of a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The one place that runs commands of tracks and models.</summary>
public sealed class CommandRunner(Sandbox sandbox, CommandNetwork network, Func<SlopSettings> settings)
{
    private const int DetailLength = 80;

    /// <summary>Runs it to its end, with heartbeats; a cancel of the activity kills it. A refusal is a result.</summary>
    public Task<CommandResult> RunAsync(CommandRequest request) =>
        Heartbeats.RunAsync(token => RunAsync(request, token), () => new { command = Preview.Line(request.Command, DetailLength) });

    /// <summary>Whether the track's own commands run in the sandbox.</summary>
    public async Task<bool> IsConfinedAsync(TrackDocument document, CancellationToken cancellationToken)
    {
        var problem = await FindSandboxProblemAsync(document, cancellationToken);
        return CommandPolicy.Decide(document, problem, CommandPurpose.Verify).Place == CommandPlace.Sandbox;
    }

    private async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var sandboxProblem = await FindSandboxProblemAsync(request.Document, cancellationToken);
        var (place, refusal) = CommandPolicy.Decide(request.Document, sandboxProblem, request.Purpose);
        if (place == CommandPlace.Refused)
        {
            return new(null, "", refusal);
        }

        return place == CommandPlace.Sandbox
            ? await RunConfinedAsync(request, settings(), cancellationToken)
            : await RunDirectAsync(request, settings(), cancellationToken);
    }

    private async Task<CommandResult> RunConfinedAsync(CommandRequest request, SlopSettings set, CancellationToken cancellationToken)
    {
        var registries = RegistryReader.Read(RegistryPlaces.Own);
        var command = CommandNetwork.WithRegistries(ToSandboxRequest(request, set), registries);
        var proxy = HasNetwork(request) ? await network.OpenAsync(request.Document, registries, set, cancellationToken) : null;
        command = proxy is null ? command : CommandNetwork.WithProxy(command, proxy);
        var result = await sandbox.RunAsync(command, cancellationToken);
        var refused = proxy is null ? [] : proxy.Refused.Select(host => $"refused: {host.Reason}");
        var hints = result.Succeeded ? [] : Sandbox.Hints(command, result.ExitCode, result.Output);
        return ToResult(command, result) with { Notes = [.. refused, .. hints] };
    }

    private async Task<CommandResult> RunDirectAsync(CommandRequest request, SlopSettings set, CancellationToken cancellationToken)
    {
        var command = ToSandboxRequest(request, set);
        command = HasNetwork(request) ? CommandNetwork.WithoutSandbox(command) : command;
        return ToResult(command, await sandbox.RunDirectAsync(command, cancellationToken));
    }

    private static CommandResult ToResult(SandboxRequest command, ProcessResult result)
    {
        var stopped = result.Excess is { } excess ? $"stopped, as it {excess}"
            : result.TimedOut ? $"stopped after {Duration(command.Timeout)}"
            : null;
        return new(stopped is null ? result.ExitCode : null, Redaction.Apply(result.Output), Took: result.Duration) { Stopped = stopped };
    }

    private static bool HasNetwork(CommandRequest request) => request.Network || request.Purpose == CommandPurpose.Setup;

    private async Task<string?> FindSandboxProblemAsync(TrackDocument document, CancellationToken cancellationToken) =>
        document.Sandbox != SandboxMode.Off && await sandbox.ProbeAsync(cancellationToken) is { Works: false } verdict
            ? verdict.Reason
            : null;

    private static string Duration(TimeSpan time) => time < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} minutes");

    private static TimeSpan Limit(CommandPurpose purpose, SlopSettings settings) =>
        TimeSpan.FromMinutes(purpose == CommandPurpose.Setup ? settings.SetupMinutes : settings.VerifyMinutes);

    private SandboxRequest ToSandboxRequest(CommandRequest request, SlopSettings settings) => new()
    {
        Command = request.Command,
        Worktree = request.Worktree,
        Timeout = request.Timeout ?? Limit(request.Purpose, settings),
        UsesFixedPlaces = true,
        Overlays = request.Overlays,
        Limits = SandboxLimits.From(settings),
        ReadOnly = sandbox.Openable(settings.SandboxRead),
        Writable = sandbox.Openable(settings.SandboxWrite),
        OnStarted = static () => CrashPoint.Hit(CrashPoints.CommandStarted),
    };
}
