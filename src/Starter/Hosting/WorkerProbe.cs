using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>Calls models through the worker program: only that can call them, and it gets the environment of the worker.</summary>
/// <param name="kept">Variables of the running worker that this shell does not set.</param>
internal sealed class WorkerProbe(
    SlopHome home, ProcessRunner runner, SlopSettings settings, IReadOnlyDictionary<string, string> kept)
{
    /// <summary>In addition to the calls: what the program needs to start on a slow machine.</summary>
    private static readonly TimeSpan StartAllowance = TimeSpan.FromSeconds(30);

    /// <exception cref="CliError">The program is not there, or did not report.</exception>
    public async Task<ProbeReport> AskAsync(IReadOnlyList<ModelName> models, CancellationToken cancellationToken)
    {
        var (file, arguments) = WorkerBuild.Find(AppContext.BaseDirectory).Command;
        var spec = new ProcessSpec
        {
            File = file,
            Arguments = [.. arguments, ProbeReport.ModeName, .. models.Select(m => m.ToString()), "--home", home.Root],
            WorkingDirectory = home.Root,
            Environment = WorkerEnvironment.With(
                settings, WorkerEnvironment.From(WorkerEnvironment.Joined(kept, WorkerEnvironment.OfProcess()))),
            Timeout = ProbeReport.CallTimeout + StartAllowance,
        };
        try
        {
            return Read(await runner.RunAsync(spec, cancellationToken));
        }
        catch (ProcessStartException e)
        {
            throw WorkerError.ProbeFailed(e.Message);
        }
    }

    internal static ProbeReport Read(ProcessResult result)
    {
        var firstError = result.StandardError.Text.Split('\n', 2)[0].TrimEnd();
        try
        {
            return result.Succeeded
                && JsonSerializer.Deserialize<ProbeReport>(result.StandardOutput.Text, SlopJson.Options) is { Models: not null } report
                ? report
                : throw WorkerError.ProbeFailed(
                    result.TimedOut ? "it took too long" : firstError.Length > 0 ? firstError : $"exit code {result.ExitCode}");
        }
        catch (JsonException)
        {
            throw WorkerError.ProbeFailed("its report cannot be read");
        }
    }
}
