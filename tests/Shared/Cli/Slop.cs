using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using SlopTemporal.Local.Server;

namespace SlopTemporal.Tests;

/// <summary>What a command left: exit code and words.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>The one object of <c>--json</c>.</summary>
    [JsonIgnore]
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public override string ToString() => $"exit code {Code}\n{Out}\n{Error}";
}

/// <summary>The command line as a process, in a home of its own or a shared one. What it starts in the background ends with it.</summary>
internal sealed class Slop : IAsyncDisposable
{
    /// <summary>Longest that one command may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Each look is a process of its own: without a pause it takes a processor from what it waits for.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private static readonly string Tests = Path.Combine("tests", typeof(Slop).Assembly.GetName().Name!.Split('.')[^1]);

    /// <summary>The starter of the same configuration, where its own build left it: the worker lies beside it.</summary>
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(Tests, Path.Combine("src", "Starter"), StringComparison.Ordinal), "SlopTemporal.Starter.dll");

    private readonly List<Process> _background = [];
    private readonly bool _isShared;

    /// <param name="shared">The home to work in; null: one of its own.</param>
    public Slop(SharedHome? shared = null)
    {
        _isShared = shared is not null;
        Home = shared?.Home ?? Path.Combine(Folder, "home of slop");
        ScriptLog = shared?.ScriptLog ?? Path.Combine(Folder, "script.log");
        if (shared is null)
        {
            // As if it had been up before: of two homes that start at the same time, only one can have the usual ports.
            Directory.CreateDirectory(Home);
            var (address, webUi) = ($"127.0.0.1:{FreePort.Next()}", $"http://127.0.0.1:{FreePort.Next()}");
            File.WriteAllText(LocalJson, JsonSerializer.Serialize(new { address, web_ui = webUi }));
        }
    }

    /// <summary>The repository of the project itself.</summary>
    public static string Project { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>A folder of this test's own; its name has a space in it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("slop end to end ").FullName;

    public string Home { get; }

    /// <summary>Whether a server or a worker was started in this home.</summary>
    public bool HasStarted
    {
        get
        {
            using var local = JsonDocument.Parse(File.ReadAllText(LocalJson));
            bool Has(string of) => local.RootElement.TryGetProperty(of, out var known) && known.ValueKind == JsonValueKind.Object;
            return Has("server") || Has("worker");
        }
    }

    /// <summary>Lines of the answers that the scripted model gave.</summary>
    public string ScriptLog { get; }

    /// <summary>Variables of the commands and of the worker that they start; a shared worker runs already.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    private string LocalJson => Path.Combine(Home, "local.json");

    public async Task<Ran> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
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

    /// <summary>Starts a command and goes on; it ends with the test, at the latest.</summary>
    public Process Start(params string[] arguments)
    {
        var process = Launch(arguments);
        _background.Add(process);
        return process;
    }

    /// <summary>A pid that local.json names: <c>worker</c> or <c>server</c>.</summary>
    public int Pid(string of)
    {
        using var local = JsonDocument.Parse(File.ReadAllText(LocalJson));
        return local.RootElement.GetProperty(of).GetProperty("pid").GetInt32();
    }

    /// <summary>Whether local.json names a worker that is gone. One that was not started yet, or was sent away, is not dead.</summary>
    public bool IsWorkerDead()
    {
        try
        {
            using var worker = Process.GetProcessById(Pid("worker"));
            return worker.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or KeyNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Starts a worker again whenever one has died, until the run is over.</summary>
    /// <returns>How often one had died.</returns>
    public async Task<int> KeepUpAsync(Task running)
    {
        var deaths = 0;
        while (await Task.WhenAny(running, Task.Delay(100)) != running)
        {
            if (IsWorkerDead())
            {
                deaths++;
                await MustAsync("up");
            }
        }

        return deaths;
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public void Kill(string of)
    {
        using var process = Process.GetProcessById(Pid(of));
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>A signal as a person sends it, with the server's own command line.</summary>
    /// <param name="workflow">Workflow id.</param>
    /// <param name="name">Of the signal.</param>
    /// <param name="json">What is typed as its input; null: nothing.</param>
    public async Task SignalAsync(string workflow, string name, string? json = null)
    {
        string[] input = json is null ? [] : ["--input", json];
        var (code, said) = await TemporalAsync(["workflow", "signal", "--workflow-id", workflow, "--name", name, .. input]);
        Assert.True(code == 0, said);
    }

    /// <summary>The server's own command line, which anybody can use who reaches the server; and what it wrote.</summary>
    public async Task<(int Code, string Said)> TemporalAsync(params string[] arguments)
    {
        using var local = JsonDocument.Parse(await File.ReadAllTextAsync(LocalJson));
        string Known(string member) => local.RootElement.GetProperty(member).GetString()!;
        using var process = Process.Start(new ProcessStartInfo(Known("temporal"), [.. arguments, "--address", Known("address")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>Asks for a track's state until something holds of it; while the worker does not answer in time, nothing does.</summary>
    public async Task<JsonElement> UntilAsync(
        string track, Func<JsonElement, bool> holds, [CallerArgumentExpression(nameof(holds))] string wanted = "") =>
        (await StatusAsync(
            track,
            ran => ran.Code == 0 ? holds(ran.Json)
                : IsUnknown(ran) ? false
                : throw new InvalidOperationException($"no status of {track}: {ran}"),
            wanted)).Json;

    private static bool IsUnknown(Ran ran) => ran.Code == 1
        && ran.Out.StartsWith('{')
        && ran.Json.TryGetProperty("status", out var status)
        && status.ValueKind == JsonValueKind.Null;

    /// <summary>Waits until the server knows the track and the worker answers.</summary>
    public Task StartedAsync(string track) => StatusAsync(track, ran => ran.Code == 0);

    /// <summary>Asks for a track's state until the answer is so, whatever its exit code.</summary>
    public Task<Ran> StatusAsync(string track, Func<Ran, bool> holds, [CallerArgumentExpression(nameof(holds))] string wanted = "") =>
        Eventually.SeeAsync(() => RunAsync("status", track, "--json"), holds, Limit, BetweenLooks, wanted);

    /// <summary>Ids of the open gates.</summary>
    public static string[] Gates(JsonElement status) =>
        [.. status.GetProperty("gates").EnumerateArray().Select(g => g.GetProperty("id").GetString()!)];

    /// <summary>Hash of an open gate.</summary>
    public static string Hash(JsonElement status, string gate) => status.GetProperty("gates").EnumerateArray()
        .Single(g => g.GetProperty("id").GetString() == gate).GetProperty("hash").GetString()!;

    /// <summary>Status of a ticket by its place; null while it has not joined the track.</summary>
    public static string? TicketStatus(JsonElement track, int ticket) =>
        track.GetProperty("tickets") is var tickets && tickets.GetArrayLength() > ticket
            ? tickets[ticket].GetProperty("status").GetString()
            : null;

    /// <summary>Files of a name in the journal of a ticket, all attempts.</summary>
    /// <param name="track">Needed in a shared home only: others have tickets of that id.</param>
    public IEnumerable<string> Journal(string ticket, string name, string track = "") =>
        Directory.EnumerateFiles(Path.Combine(Home, "journal", track), name, SearchOption.AllDirectories)
            .Where(f => f.Contains($"{Path.DirectorySeparatorChar}{ticket}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText);

    public string[] Answers() => File.Exists(ScriptLog) ? File.ReadAllLines(ScriptLog) : [];

    /// <summary>The answers to one track of a shared home.</summary>
    public string[] Answers(string track) =>
        [.. Answers().Where(line => JsonDocument.Parse(line).RootElement.GetProperty("track").GetString() == track)];

    /// <summary>The calls that were answered, without which process answered and when.</summary>
    public static IReadOnlyList<string> Calls(IEnumerable<string> answers) => [.. answers.Select(Call).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _background)
        {
            process.Kill();
            process.Dispose();
        }

        if (!_isShared)
        {
            await RunAsync("down");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private Process Launch(string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Folder,
        };
        // What the person at this machine has set for tracks of their own is not what is tested.
        string[] theirs = ["SLOP_", "TEMPORAL_", "GEMINI_", "GOOGLE_", "OPENAI_"];
        var known = info.Environment.Keys.Where(n => theirs.Any(t => n.StartsWith(t, StringComparison.Ordinal))).ToList();
        foreach (var name in known.Where(n => n != TemporalCli.Variable))
        {
            info.Environment.Remove(name);
        }

        info.Environment["SLOP_HOME"] = Home;
        info.Environment["SLOP_SCRIPT_LOG"] = ScriptLog;
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    private static string Call(string line)
    {
        var answer = JsonDocument.Parse(line).RootElement;
        return string.Join(
            '/', new[] { "track", "ticket", "tier", "attempt", "turn", "model" }.Select(n => answer.GetProperty(n).ToString()));
    }

    private async Task<string> LogAsync()
    {
        var logs = Path.Combine(Home, "logs");
        return Directory.Exists(logs)
            ? string.Join(
                '\n',
                (await Task.WhenAll(Directory.EnumerateFiles(logs, "*worker*").Select(f => File.ReadAllTextAsync(f))))
                    .Select(t => t[^Math.Min(t.Length, 4000)..]))
            : "";
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
