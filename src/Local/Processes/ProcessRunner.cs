using System.ComponentModel;
using System.Diagnostics;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Processes;

/// <summary>The only place that starts programs.</summary>
public sealed class ProcessRunner
{
    /// <summary>Between the request to end and the kill, when the time is over.</summary>
    public static readonly TimeSpan TimeoutGrace = TimeSpan.FromSeconds(5);

    /// <summary>The same when the caller cancels: long enough for git to remove its lock files.</summary>
    public static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long a grandchild may hold the output open after the program has ended.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(2);

    // Detached programs write to their log from the start, so that they hold nothing of ours.
    private const string DetachScript = "log=$1; shift; exec \"$@\" </dev/null >>\"$log\" 2>&1";

    private readonly TimeProvider _time;

    internal ProcessRunner(TimeProvider time) => _time = time;

    public static ProcessRunner Shared { get; } = new(TimeProvider.System);

    /// <summary>Runs the program to its end. A cancelled run leaves no process behind.</summary>
    /// <exception cref="ProcessStartException">It is not there, or may not be run.</exception>
    public async Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await RunToEndAsync(spec, cancellationToken);
        }
        finally
        {
            spec.OnEnded?.Invoke();
        }
    }

    private async Task<ProcessResult> RunToEndAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var began = _time.GetTimestamp();
        var info = ProcessSession.StartInfo(spec, ProcessLifetime.EndsWithParent);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        using var process = await StartAsync(spec, info);
        using var deadline = new CancellationTokenSource(spec.Timeout ?? Timeout.InfiniteTimeSpan, _time);
        await using var watch = new ProcessWatch(spec, process.Id);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, watch.Token, cancellationToken);
        var streams = new ProcessStreams(process, spec);
        spec.OnStarted?.Invoke();

        var wasStopped = !await EndsAsync(process, stop.Token);
        var excess = wasStopped ? watch.Excess : null;
        if (wasStopped)
        {
            var grace = cancellationToken.IsCancellationRequested ? CancelGrace : TimeoutGrace;
            await StopAsync(spec, process, excess is null ? grace : TimeSpan.Zero);
        }

        if (!await streams.WaitUntilDrainedAsync(cancellationToken.IsCancellationRequested ? TimeSpan.Zero : DrainTimeout))
        {
            ProcessSession.KillRest(spec, process.Id);
            await streams.WaitUntilDrainedAsync(CancelGrace);
        }

        ProcessSession.KillRest(spec, process.Id);
        cancellationToken.ThrowIfCancellationRequested();
        var timedOut = wasStopped && excess is null;
        return new(process.ExitCode, streams.Merged, streams.Output, streams.Error, timedOut, _time.GetElapsedTime(began))
        {
            Excess = excess,
        };
    }

    /// <summary>Starts a program that outlives us; its output goes to the end of the log file.</summary>
    /// <exception cref="ProcessStartException">It is not there, or may not be run.</exception>
    public async Task<ProcessIdentity> StartDetachedAsync(ProcessSpec spec, string logFile)
    {
        var program = ProgramPath.Find(spec.File) ?? throw ProcessStartException.NotFound(spec.File);
        PrivateFolder.CreateFor(logFile);
        var shell = spec with { File = "/bin/sh", Arguments = ["-c", DetachScript, "sh", logFile, program, .. spec.Arguments] };
        using var process = await StartAsync(spec, ProcessSession.StartInfo(shell, ProcessLifetime.OutlivesParent));
        return ProcessIdentity.Find(process.Id) ?? new(process.Id, 0);
    }

    /// <summary>Runs a person's own program on their terminal, such as an editor: it inherits input, output and environment.</summary>
    /// <returns>The exit code of the program.</returns>
    /// <exception cref="ProcessStartException">It is not there, or may not be run.</exception>
    public async Task<int> RunOnTerminalAsync(
        string file, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec { File = file, Arguments = arguments, WorkingDirectory = folder };
        using var process = await StartAsync(spec, new ProcessStartInfo(file, arguments) { WorkingDirectory = folder });
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static async Task<Process> StartAsync(ProcessSpec spec, ProcessStartInfo info)
    {
        try
        {
            return await ProcessStarter.StartAsync(info, spec.Descriptor);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw ProcessStartException.Refused(spec, e);
        }
    }

    /// <returns>False: it had not ended when the token was cancelled.</returns>
    private static async Task<bool> EndsAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StopAsync(ProcessSpec spec, Process process, TimeSpan grace)
    {
        ProcessSession.Signal(spec, process.Id, Posix.SigTerm);
        using var over = new CancellationTokenSource(grace, _time);
        if (grace == TimeSpan.Zero || !await EndsAsync(process, over.Token))
        {
            ProcessSession.Signal(spec, process.Id, Posix.SigKill);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
