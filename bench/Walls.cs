using System.Diagnostics;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Bench;

/// <summary>What the walls cost: the start of a command and a build in the sandbox beside the same without it.</summary>
internal sealed class Walls(SlopHome home)
{
    private const int Starts = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Sandbox _sandbox = new(home, ProcessRunner.Shared);

    public async Task RunAsync()
    {
        var verdict = await _sandbox.ProbeAsync(CancellationToken.None);
        if (!verdict.Works)
        {
            Console.WriteLine(verdict.Reason);
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(home.Worktrees, "walls")).FullName;
        await CompareAsync("start of a command (median of 20)", folder, ":", Starts);
        await MustAsync(_sandbox.RunAsync, folder, "dotnet new console -o app --no-restore && dotnet build app -v q", withNetwork: true);
        await CompareAsync("dotnet build (median of 5)", folder, "rm -rf app/bin app/obj/Debug; dotnet build app --no-restore -v q", 5);
    }

    private async Task CompareAsync(string name, string folder, string command, int times)
    {
        var direct = new List<double>();
        var confined = new List<double>();
        for (var i = 0; i < times; i++)
        {
            // One after the other, so that what else happens on the machine meets both.
            direct.Add(await MustAsync(_sandbox.RunDirectAsync, folder, command));
            confined.Add(await MustAsync(_sandbox.RunAsync, folder, command));
        }

        var (plain, inside) = (Median(direct), Median(confined));
        Console.WriteLine(
            $"{name}: {plain:0.0} ms, in the sandbox {inside:0.0} ms: {inside - plain:+0.0;-0.0} ms, {inside / plain:0.00} times");
    }

    private static async Task<double> MustAsync(
        Func<SandboxRequest, CancellationToken, Task<ProcessResult>> run, string folder, string command, bool withNetwork = false)
    {
        var request = new SandboxRequest
        {
            Command = command,
            Worktree = folder,
            Timeout = Limit,
            // A project without packages asks for nothing.
            Network = withNetwork ? static (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken) : null,
        };
        var watch = Stopwatch.StartNew();
        var result = await run(request, CancellationToken.None);
        return result.Succeeded
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"{command} ended with {result.ExitCode}: {result.Output}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
