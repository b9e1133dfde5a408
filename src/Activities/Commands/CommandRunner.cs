using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Commands;

/// <summary>A command to run in a worktree.</summary>
/// <param name="Document">The document of its track: sandbox mode, and whether a person confirmed its commands.</param>
/// <param name="Worktree">Where it runs; it cannot write its <c>.git</c>.</param>
/// <param name="Command">One line or more for <c>/bin/sh -c</c>.</param>
/// <param name="Purpose">Who gave it; decides network and refusal.</param>
/// <param name="Timeout">After which it is stopped.</param>
public sealed record CommandRequest(TrackDocument Document, string Worktree, string Command, CommandPurpose Purpose, TimeSpan Timeout)
{
    /// <summary>What is seen through another folder in it; only for the sandbox.</summary>
    public IReadOnlyList<SandboxOverlay> Overlays { get; init; } = [];

    /// <summary>True: a person approved that it uses the network.</summary>
    public bool Network { get; init; }
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Null: it was stopped at its time-out, or refused.</param>
/// <param name="Output">Standard output and error in the order of arrival.</param>
/// <param name="Refusal">Why it did not run, and the way out.</param>
/// <param name="Took">From its start to its end; zero if it was refused.</param>
public sealed record CommandResult(int? ExitCode, string Output, string? Refusal = null, TimeSpan Took = default);

/// <summary>The one place that runs commands of tracks and models.</summary>
public sealed class CommandRunner(Sandbox sandbox, ProcessRunner runner, Func<SlopSettings> settings)
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

        var command = ToSandboxRequest(request);
        var spec = place == CommandPlace.Sandbox ? sandbox.Wrap(command) : sandbox.Direct(command);
        var result = await runner.RunAsync(spec, cancellationToken);
        return new(result.TimedOut ? null : result.ExitCode, result.Output, Took: result.Duration);
    }

    private async Task<string?> FindSandboxProblemAsync(TrackDocument document, CancellationToken cancellationToken) =>
        document.Sandbox != SandboxMode.Off && await sandbox.ProbeAsync(cancellationToken) is { Works: false } verdict
            ? verdict.Reason
            : null;

    private SandboxRequest ToSandboxRequest(CommandRequest request) => new()
    {
        Command = request.Command,
        Worktree = request.Worktree,
        Timeout = request.Timeout,
        UsesFixedPlaces = true,
        Overlays = request.Overlays,
        TempBytes = settings().TempMegabytes * 1024L * 1024,
        Network = request.Network || request.Purpose == CommandPurpose.Setup ? SandboxNetwork.Host : SandboxNetwork.None,
    };
}
