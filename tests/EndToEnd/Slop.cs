using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>What a command left: exit code and words.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>The one object of <c>--json</c>.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public override string ToString() => $"exit code {Code}\n{Out}\n{Error}";
}

/// <summary>The command line as a process, in a home of its own. What it starts in the background ends with it.</summary>
internal sealed class Slop : IAsyncDisposable
{
    /// <summary>Longest that one command may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly string Tests = Path.Combine("tests", "EndToEnd");

    /// <summary>The starter of the same configuration, where its own build left it: the worker lies beside it.</summary>
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory.Replace(Tests, Path.Combine("src", "Starter"), StringComparison.Ordinal), "SlopTemporal.Starter.dll");

    /// <summary>The repository of the project itself.</summary>
    public static string Project { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>A folder of this test's own; its name has a space in it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("slop end to end ").FullName;

    public string Home => Path.Combine(Folder, "home of slop");

    /// <summary>Lines of the answers that the scripted model gave.</summary>
    public string ScriptLog => Path.Combine(Folder, "script.log");

    public Dictionary<string, string> Environment { get; } = [];

    public async Task<Ran> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"slop {string.Join(' ', arguments)} took over {Limit}");
        }

        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that must end with 0.</summary>
    public async Task<Ran> MustAsync(params string[] arguments)
    {
        var ran = await RunAsync(arguments);
        Assert.True(ran.Code == 0, $"slop {string.Join(' ', arguments)}: {ran}\n{await LogAsync()}");
        return ran;
    }

    public Process Start(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Folder };
        info.Environment["SLOP_HOME"] = Home;
        info.Environment["SLOP_SCRIPT_LOG"] = ScriptLog;
        info.Environment.Remove("TEMPORAL_ADDRESS");
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>A pid that local.json names: <c>worker</c> or <c>server</c>.</summary>
    public int Pid(string of)
    {
        using var local = JsonDocument.Parse(File.ReadAllText(Path.Combine(Home, "local.json")));
        return local.RootElement.GetProperty(of).GetProperty("pid").GetInt32();
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public void Kill(string of)
    {
        using var process = Process.GetProcessById(Pid(of));
        process.Kill();
        process.WaitForExit();
    }

    public string[] Answers() => File.Exists(ScriptLog) ? File.ReadAllLines(ScriptLog) : [];

    /// <summary>The calls that were answered, without which process answered and when.</summary>
    public static IReadOnlyList<string> Calls(IEnumerable<string> answers) => [.. answers.Select(Call).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        Directory.Delete(Folder, recursive: true);
    }

    private static string Call(string line)
    {
        var answer = JsonDocument.Parse(line).RootElement;
        return string.Join('/', new[] { "track", "ticket", "tier", "attempt", "turn", "model" }.Select(n => answer.GetProperty(n).ToString()));
    }

    private async Task<string> LogAsync()
    {
        var logs = Path.Combine(Home, "logs");
        return Directory.Exists(logs)
            ? string.Join('\n', (await Task.WhenAll(Directory.EnumerateFiles(logs, "*worker*").Select(f => File.ReadAllTextAsync(f)))).Select(t => t[^Math.Min(t.Length, 4000)..]))
            : "";
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
