using System.Diagnostics;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Bench;

/// <summary>
/// What no orchestrator can do without, measured in the same sandbox: setup once, the checks of the base, then of each pair of tickets,
/// side by side, and of the second of them merged with the first.
/// </summary>
internal sealed class Ideal(SlopHome home)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly Sandbox _sandbox = new(home, ProcessRunner.Shared);

    /// <summary>Seconds of setup, then of each step of checks that has to wait for the one before.</summary>
    public async Task<IReadOnlyList<double>> MeasureAsync(string folder)
    {
        var (left, right) = (Path.Combine(folder, "left"), Path.Combine(folder, "right"));
        SlowRepository.LayOut(left);
        List<double> steps = [await TimeAsync(left, SlowRepository.Setup)];
        await CopyAsync(left, right);
        steps.Add(await CheckAsync(left));
        foreach (var pair in SlowRepository.Tickets.Chunk(2))
        {
            Work(left, pair[0]);
            Work(right, pair[1]);
            var both = Stopwatch.StartNew();
            await Task.WhenAll(CheckAsync(left), CheckAsync(right));
            steps.Add(both.Elapsed.TotalSeconds);
            Work(left, pair[1]);
            Work(right, pair[0]);
            steps.Add(await CheckAsync(left));
        }

        return steps;
    }

    private static void Work(string checkout, string ticket) =>
        SlowRepository.Write(checkout, SlowRepository.Work(ticket).Path, SlowRepository.Work(ticket).Text);

    private static async Task CopyAsync(string from, string to)
    {
        await FolderCopy.RunAsync(ProcessRunner.Shared, from, to, CancellationToken.None);
        await FolderCopy.RunAsync(ProcessRunner.Shared, Scratch.For(from).Root, Scratch.For(to).Root, CancellationToken.None);
    }

    private Task<double> CheckAsync(string checkout) => TimeAsync(checkout, SlowRepository.Verify);

    private async Task<double> TimeAsync(string checkout, IReadOnlyList<string> commands)
    {
        var watch = Stopwatch.StartNew();
        foreach (var command in commands)
        {
            var request = new SandboxRequest
            {
                Command = command,
                Worktree = checkout,
                Timeout = Limit,
                UsesFixedPlaces = true,
            };
            var result = await _sandbox.RunAsync(request, CancellationToken.None);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException($"{command} ended with {result.ExitCode}: {result.Output}");
            }
        }

        return watch.Elapsed.TotalSeconds;
    }
}
