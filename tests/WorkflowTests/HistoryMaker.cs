using System.Text.RegularExpressions;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

/// <summary>
/// Makes the stored histories whose tracks continue as new. Not run with the other tests: a history belongs to the build that made it,
/// and is never made anew for a later one. A change of a workflow adds histories under new names.
/// </summary>
public sealed partial class HistoryMaker(ShortHistoryServer server)
{
    private readonly FakeWorld _world = new();

    [Fact(Explicit = true)]
    public async Task A_gate_edited()
    {
        await using var run = await StartAsync(i => i with { Rules = new() { Spawn = GatePolicy.Ask } }, new GraphTicket("a"));
        await run.GatesAsync();
        await run.ContinueAsNewAsync();
        await run.GatesAsync();
        var edited = new { prompt = "Do it my way", add_files = new[] { "x.md" } };
        await run.SayAsync("approve", new { request = "a/spawn-1", edited });
        await SaveAsync(run, "gate-edited");
    }

    [Fact(Explicit = true)]
    public async Task An_escalation()
    {
        _world.Verify = v => v.Scope.Attempt < 3 ? new("make test", 2, $"evidence-{v.Scope.Attempt}", "1 failed") : null;
        await using var run = await StartAsync(i => i, new GraphTicket("a") { MaxAttempts = 2 });
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.ContinueAsNewAsync();
        await run.SayAsync("retry", new { ticket = "a", note = "use RFC 4180", model = "3" });
        await SaveAsync(run, "escalation");
    }

    [Fact(Explicit = true)]
    public async Task A_conflict()
    {
        var merges = 0;
        var open = new TaskCompletionSource();
        _world.Merge = m => Interlocked.Increment(ref merges) == 1
            ? new() { Kind = MergeKind.Conflict, Tip = "tip", Files = ["a.txt"] }
            : new() { Kind = MergeKind.Ready, Tip = "tip", Commit = "merged", Tree = "another" };
        _world.Turn = async input =>
        {
            if (input.Turn == 2)
            {
                await open.Task;
            }

            return FakeWorld.Say(input, "Done.");
        };
        await using var run = await StartAsync(i => i, new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 2", StringComparison.Ordinal)));
        await run.SuspendAsync();
        open.SetResult();
        await SaveAsync(run, "conflict");
    }

    [Fact(Explicit = true)]
    public async Task A_budget_raised()
    {
        _world.Turn = input => Task.FromResult(
            input.Turn < 5 ? FakeWorld.Call(input, new ToolCallSummary("read_file", "a")) : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(i => i with { Budget = new() { Tokens = 30 }, Rules = new() }, new GraphTicket("a"));
        await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);
        await run.ContinueAsNewAsync();
        await run.SayAsync("approve", new { request = "budget-1", edited = new { tokens = 1000 } });
        await SaveAsync(run, "budget-raised");
    }

    [Fact(Explicit = true)]
    public async Task A_quota_wait()
    {
        var refused = new ModelTry(new("scripted", "1"), FailureKind.Quota, "used up", new() { Calls = 1 });
        _world.Turn = input => input.Paid is null
            ? throw new ApplicationFailureException(
                "used up",
                Failures.ModelQuota,
                nonRetryable: true,
                details: [new[] { refused }, 1, DateTimeOffset.UtcNow.AddHours(8)])
            : Task.FromResult(FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(i => i, new GraphTicket("a"));
        await run.UntilAsync(s => s.QuotaUntil is not null);
        await run.ContinueAsNewAsync();
        await run.SayAsync("resume");
        await SaveAsync(run, "quota-wait");
    }

    /// <summary>Made by a build before <c>stricter-requests</c> and <c>lends-anew</c>: later ones refuse all of it.</summary>
    [Fact(Explicit = true)]
    public async Task Loose_requests()
    {
        var open = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            await open.Task;
            return input.Turn == 1 ? FakeWorld.Call(input, new ToolCallSummary("read_file", "a")) : FakeWorld.Say(input, "Done.");
        };
        await using var run = await StartAsync(i => i with { Budget = new() { Usd = 20 }, Rules = new() }, new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 1", StringComparison.Ordinal)));
        await run.SayAsync("set_limits", new { max_workers = 5000 });
        await run.SayAsync("pause", true);
        await run.UntilAsync(s => s.Status == TrackStatus.Paused);
        await run.SayAsync("resume", "now");
        await run.UntilAsync(s => s.Status == TrackStatus.Running && s.MaxWorkers == 5000);
        open.SetResult();
        await SaveAsync(run, "loose-requests");
    }

    /// <summary>Made by a build before <c>answer-in-words</c>, which took it for "Yes.".</summary>
    [Fact(Explicit = true)]
    public async Task An_empty_answer()
    {
        var question = new ToolCallSummary("ask_person", "CSV or JSON?") { Hash = "4f1c22ab" };
        _world.Turn = input => Task.FromResult(input.Turn == 1 ? FakeWorld.Call(input, question) : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(i => i with { Rules = new() { Question = GatePolicy.Ask } }, new GraphTicket("a"));
        await run.GatesAsync();
        await run.SayAsync("approve", "a/question-1");
        await SaveAsync(run, "empty-answer");
    }

    /// <summary>Made by a build before <c>told-before-end</c>, in which nobody reads what is told during the last turn.</summary>
    [Fact(Explicit = true)]
    public async Task Told_too_late()
    {
        var open = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            await open.Task;
            return FakeWorld.Say(input, "Done.");
        };
        await using var run = await StartAsync(i => i, new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 1", StringComparison.Ordinal)));
        await run.SayAsync("tell", new { ticket = "a", text = "Mind the tabs." });
        await run.SayAsync("set_limits", new { max_workers = 9 });
        await run.UntilAsync(s => s.MaxWorkers == 9);
        open.SetResult();
        await SaveAsync(run, "told-too-late");
    }

    /// <summary>Made by a build before <c>caps-hold-at-once</c>, in which tickets at work keep what they were given of a budget.</summary>
    [Fact(Explicit = true)]
    public async Task A_cap_that_is_lowered()
    {
        var open = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            await (input.Turn == 2 ? open.Task : Task.CompletedTask);
            return input.Turn < 5 ? FakeWorld.Call(input, new ToolCallSummary("read_file", "a")) : FakeWorld.Say(input, "Done.");
        };
        await using var run = await StartAsync(i => i with { Budget = new() { Tokens = 1000 }, Rules = new() }, new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 2", StringComparison.Ordinal)));
        await run.SayAsync("set_limits", new { budget = new { tokens = 10 } });
        await run.UntilAsync(s => s.Budget!.Tokens == 10);
        open.SetResult();
        await SaveAsync(run, "lowered-cap");
    }

    /// <summary>Made by a build before <c>whole-hash</c>, in which 8 characters of a hash confirm the same call.</summary>
    [Fact(Explicit = true)]
    public async Task A_call_that_is_approved_for_always()
    {
        var download = new ToolCallSummary("run_command", "curl x") { Ask = "needs the network", Hash = "abcd1234", Detail = "curl x" };
        _world.Turn = input =>
            Task.FromResult(input.Turn <= 2 ? FakeWorld.Call(input, download) : FakeWorld.Say(input, "Done."));
        GraphTicket[] graph = [new("a"), new("b"), new("later") { After = [0] }];
        await using var run = await StartAsync(i => i with { Rules = new() { Tool = GatePolicy.Policy } }, graph);
        await run.GatesAsync(2);
        await run.SayAsync("approve", new { request = "a/tool-1", always = true });
        await SaveAsync(run, "always");
    }

    private async Task<TrackRun> StartAsync(Func<TrackInput, TrackInput> change, params GraphTicket[] graph)
    {
        var run = new TrackRun(server.Client, _world);
        await run.StartAsync(2, change, graph);
        return run;
    }

    internal static async Task SaveAsync(TrackRun run, string name)
    {
        await run.Track.GetResultAsync();
        var count = 0;
        foreach (var history in await run.HistoriesAsync())
        {
            var kind = history.Id.Contains('/', StringComparison.Ordinal) ? "ticket" : "track";
            var file = Path.Combine(ReplayTests.Folder, $"{name}-{++count}-{kind}.json");
            await File.WriteAllTextAsync(file, Place().Replace(Identity().Replace(history.ToJson(), "\"identity\": \"worker\""), ""));
        }
    }

    /// <summary>Names and folders of the machine that made it are nobody's business.</summary>
    [GeneratedRegex("\"identity\": ?\"[^\"]*\"")]
    private static partial Regex Identity();

    [GeneratedRegex(@" in /[^:""]+:line \d+")]
    private static partial Regex Place();
}
