using System.Text.Json;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>A call that uses the network is shown whole to whoever approves it, or not run.</summary>
public sealed class NetworkCallTests
{
    private static readonly TrackDocument Document = new() { Track = new() { Id = "t" }, Repository = "/repository" };

    [Theory]
    [InlineData(100, 1, true)]
    [InlineData(5_900, 1, true)]
    [InlineData(6_100, 1, false)]
    [InlineData(900, 32, true)]
    [InlineData(1_100, 32, false)]
    public void One_that_does_not_fit_its_gate_is_asked_for_nowhere(int length, int calls, bool isAsked)
    {
        var summary = CallSummaries.Create([.. Enumerable.Repeat(Call(length), calls)], Document, every: false)[0];

        Assert.Equal(isAsked ? "run_command" : "overlong run_command", summary.Name);
        Assert.Equal(isAsked, summary.Hash is not null);
        Assert.Equal(isAsked ? (RulePolicy?)null : RulePolicy.Deny, summary.Rule);
        Assert.True(!isAsked || summary.Detail!.EndsWith("network: true", StringComparison.Ordinal));
        Assert.True(!isAsked || summary.Detail!.Contains(new string('x', length), StringComparison.Ordinal));
    }

    [Fact]
    public void One_without_the_network_or_under_a_rule_that_allows_it_may_be_long()
    {
        var offline = new CallRequest("1", "run_command", JsonSerializer.SerializeToElement(new { command = new string('x', 9_000) }));
        var allowed = Document with { ToolRules = [new() { Tool = "run_command", Policy = RulePolicy.Allow }] };

        Assert.Equal("run_command", CallSummaries.Create([offline], Document, every: true)[0].Name);
        Assert.Equal((RulePolicy.Allow, "run_command"), Named(CallSummaries.Create([Call(9_000)], allowed, every: false)[0]));
    }

    [Fact]
    public async Task The_model_reads_that_a_file_will_do()
    {
        using var bench = new Bench();

        var (result, text) = await bench.CallAsync(
            "run_command", new { command = "touch made #" + new string('x', 7_000), network = true });

        Assert.False(result.Ok);
        Assert.StartsWith("run_command: this call needs the network, so that a person is asked first", text, StringComparison.Ordinal);
        Assert.EndsWith("Put what it does into a file of the repository, and call that file.", text, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.At("made")));
    }

    [Theory]
    [InlineData("nowhere.example:443", "host nowhere.example is not on the list; setting network_allow")]
    [InlineData("127.0.0.1:443", "127.0.0.1 is a literal address; only names of hosts are allowed")]
    [InlineData("localhost:443", "host localhost is not on the list; setting network_allow")]
    [InlineData("pypi.org:22", "port 22 of host pypi.org is not on the list; setting network_allow")]
    public async Task An_approved_one_reaches_what_is_on_the_list_and_reads_what_is_not(string target, string reason)
    {
        using var bench = new Bench(change: d => d with { Sandbox = SandboxMode.Required });
        await bench.AddRepositoryAsync();
        var ask = $"exec 3<>/dev/tcp/127.0.0.1/3128; printf \"CONNECT {target} HTTP/1.1\\r\\nHost: {target}\\r\\n\\r\\n\" >&3; head -1 <&3";

        var (result, text) = await bench.CallAsync("run_command", new { command = $"bash -c '{ask}'", network = true }, approved: true);

        Assert.True(result.Ok, text);
        Assert.Equal($"exit code 0\nrefused: {reason}\nHTTP/1.1 403 {reason}\r\n", text);
    }

    private static (RulePolicy?, string) Named(Workflows.Contracts.ToolCallSummary summary) => (summary.Rule, summary.Name);

    private static CallRequest Call(int length) =>
        new("1", "run_command", JsonSerializer.SerializeToElement(new { command = new string('x', length), network = true }));
}
