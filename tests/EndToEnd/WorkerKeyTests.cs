using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.EndToEnd;

/// <summary>A worker that was started before its key was set, or with another one: by a demo, by <c>up</c>, by hand.</summary>
public sealed class WorkerKeyTests : IAsyncLifetime
{
    private const string Variable = "GEMINI_API_KEY";

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task A_key_that_was_set_after_the_worker_started_is_noticed_and_stays_when_another_shell_has_none()
    {
        await using var gemini = await FakeServer.StartAsync();
        var track = Save(gemini);
        await _slop.MustAsync("up");
        var first = _slop.Pid("worker");
        _slop.Environment[Variable] = gemini.Key;
        var before = await WorkerAsync("poor");

        var ran = await _slop.MustAsync("run", track, "--trust");

        Assert.Contains($"started without {Variable}; the next `slop run`", before, StringComparison.Ordinal);
        Assert.Contains(
            $"The worker was started without {Variable}; it is started again with it.\n", ran.Out, StringComparison.Ordinal);
        var second = _slop.Pid("worker");
        Assert.NotEqual(first, second);
        Assert.Contains($"has {Variable}", await WorkerAsync("fine"), StringComparison.Ordinal);

        // A key of another provider does not cost this one, and a shell without a key takes none away.
        _slop.Environment.Remove(Variable);
        _slop.Environment["OPENAI_API_KEY"] = "sk-other";
        var up = await _slop.MustAsync("up");
        var third = _slop.Pid("worker");
        _slop.Environment.Remove("OPENAI_API_KEY");
        var again = await _slop.MustAsync("run", track, "--trust", "--again");

        Assert.Contains("The worker was started without OPENAI_API_KEY;", up.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("The worker was", again.Out, StringComparison.Ordinal);
        Assert.Equal((false, true), (second == third, third == _slop.Pid("worker")));
        Assert.Contains($"has {Variable}, OPENAI_API_KEY", await WorkerAsync("fine"), StringComparison.Ordinal);
        Assert.All(gemini.Requests, r => Assert.True(r.HasKey));
        await _slop.MustAsync("down");
        Assert.DoesNotContain(
            Directory.EnumerateFiles(_slop.Home, "*", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/bin/", StringComparison.Ordinal)),
            file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(gemini.Key)) >= 0);
    }

    [Fact]
    public async Task A_ticket_that_a_wrong_key_blocked_is_retried_with_the_right_one()
    {
        await using var gemini = await FakeServer.StartAsync();
        var track = Save(gemini);
        _slop.Environment[Variable] = "AIza-wrong";
        var doctor = await _slop.RunAsync("doctor", "--json");
        Assert.Equal(3, (await _slop.RunAsync("run", track, "--trust", "--json")).Code);

        _slop.Environment[Variable] = gemini.Key;
        var retried = await _slop.MustAsync("retry", "a");
        var end = await _slop.MustAsync("watch", "play", "--json");

        Assert.Equal(1, doctor.Code);
        Assert.Contains(
            $"The worker was started with another {Variable}; it is started again with it.\n", retried.Out, StringComparison.Ordinal);
        Assert.Equal("completed", Slop.TicketStatus(end.Json, 0));
    }

    [Fact(Explicit = true)]
    public async Task Of_a_worker_whose_build_did_not_say_what_it_has_the_system_tells()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");
        await _slop.MustAsync("up");
        var file = Path.Combine(_slop.Home, "worker.ready");
        var ready = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
        Assert.True(ready.Remove("variables"));
        await File.WriteAllTextAsync(file, ready.ToJsonString(), TestContext.Current.CancellationToken);

        var same = await _slop.MustAsync("up");
        _slop.Environment[Variable] = "AIza-planted";
        var other = await _slop.MustAsync("up");

        Assert.DoesNotContain("The worker was", same.Out, StringComparison.Ordinal);
        Assert.Contains($"The worker was started without {Variable}; it is started again with it.\n", other.Out, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_worker_that_was_started_by_hand_is_used_and_its_owner_is_told_how()
    {
        await using var gemini = await FakeServer.StartAsync();
        var track = Save(gemini);
        await _slop.MustAsync("up");
        await _slop.MustAsync("down", "--worker");
        using var byHand = StartByHand();
        try
        {
            await Eventually.SeeAsync(
                () => Task.FromResult(ReadyPid()), pid => pid == byHand.Id, Slop.Limit, TimeSpan.FromMilliseconds(50), "it polls");
            _slop.Environment[Variable] = gemini.Key;

            var ran = await _slop.RunAsync("run", track, "--trust", "--json");
            var doctor = await WorkerAsync("poor");

            Assert.Equal((2, "worker_without_key"), (ran.Code, ran.Json.GetProperty("error").GetProperty("code").GetString()));
            Assert.Contains($"(process {byHand.Id}) was started without {Variable}, and not by slop", ran.Error, StringComparison.Ordinal);
            Assert.Contains("and not by slop", doctor, StringComparison.Ordinal);
            Assert.Empty(gemini.Requests);
            Assert.False(byHand.HasExited);
        }
        finally
        {
            byHand.Kill();
            await byHand.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private Process StartByHand()
    {
        var bin = Directory.GetDirectories(Path.Combine(_slop.Home, "bin")).Single();
        var info = new ProcessStartInfo(Path.Combine(bin, "SlopTemporal.Worker"), ["--home", _slop.Home])
        {
            RedirectStandardOutput = false,
        };
        foreach (var name in new[] { Variable, "GOOGLE_API_KEY", "OPENAI_API_KEY" })
        {
            info.Environment.Remove(name);
        }

        info.Environment["GOOGLE_GEMINI_BASE_URL"] = _slop.Environment["GOOGLE_GEMINI_BASE_URL"];
        return Process.Start(info)!;
    }

    private int ReadyPid()
    {
        using var ready = JsonDocument.Parse(File.ReadAllText(Path.Combine(_slop.Home, "worker.ready")));
        return ready.RootElement.GetProperty("process").GetProperty("pid").GetInt32();
    }

    private async Task<string> WorkerAsync(string health)
    {
        var finding = (await _slop.RunAsync("doctor", "--offline", "--json")).Json.GetProperty("findings").EnumerateArray()
            .Single(f => f.GetProperty("what").GetString() == "worker");
        Assert.Equal(health, finding.GetProperty("health").GetString());
        return finding.GetProperty("found").GetString()!;
    }

    private string Save(FakeServer gemini)
    {
        _slop.Environment["GOOGLE_GEMINI_BASE_URL"] = gemini.Address.ToString();
        _slop.Environment["SLOP_MODELS"] = "gemini-3.5-flash-lite";
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { max_attempts = 1 });
        return play.Save(new { });
    }
}
