using System.Globalization;
using System.Text.Json;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

public sealed class ReadTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Lines_come_under_a_header()
    {
        _bench.Put("a.txt", "one\r\ntwo\r\nthree\r\n");

        Assert.Equal("a.txt, lines 1-3 of 3\none\ntwo\nthree", (await _bench.CallAsync("read_file", new { path = "a.txt" })).Text);
        Assert.Equal(
            "a.txt, lines 2-2 of 3\ntwo\n… 1 lines more; read on with offset 3 …",
            (await _bench.CallAsync("read_file", new { path = "a.txt", offset = 2, limit = 1 }, turn: 2)).Text);
    }

    [Fact]
    public async Task A_path_as_commands_print_it_is_that_of_the_repository()
    {
        _bench.Put("src/a.txt", "one\n");

        var read = await _bench.CallAsync("read_file", new { path = SandboxPlaces.Repository + "/src/a.txt" });
        var listed = await _bench.CallAsync("list_directory", new { path = SandboxPlaces.Repository }, turn: 2);
        var outside = await _bench.CallAsync("read_file", new { path = SandboxPlaces.Repository + "2/a.txt" }, turn: 3);

        Assert.Equal("src/a.txt, lines 1-1 of 1\none", read.Text);
        Assert.Contains("src/", listed.Text, StringComparison.Ordinal);
        Assert.Contains("is not relative", outside.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_about_a_path_holds_however_the_path_is_written()
    {
        ToolRule[] rules = [new() { Tool = "delete_file", Prefix = "src/", Policy = RulePolicy.Deny }];
        var document = new TrackDocument { Track = new() { Id = "t" }, Repository = "/r", ToolRules = rules };
        var path = SandboxPlaces.Repository + "/src/a.txt";
        var call = new CallRequest("1", "delete_file", JsonSerializer.SerializeToElement(new { path }));

        Assert.Equal(RulePolicy.Deny, Assert.Single(CallSummaries.Create([call], document, every: false)).Rule);
    }

    [Fact]
    public async Task A_long_file_is_read_page_by_page()
    {
        var lines = Enumerable.Range(1, 5000).Select(i => $"line {i.ToString(CultureInfo.InvariantCulture)} {new string('x', 40)}\n");
        _bench.Put("a.txt", string.Concat(lines));

        var text = (await _bench.CallAsync("read_file", new { path = "a.txt" })).Text;

        Assert.InRange(text.Length, ToolLimits.Result / 2, ToolLimits.Result);
        var next = int.Parse(text[(text.LastIndexOf("offset ", StringComparison.Ordinal) + 7)..^2], CultureInfo.InvariantCulture);
        Assert.StartsWith(
            $"a.txt, lines {next}-",
            (await _bench.CallAsync("read_file", new { path = "a.txt", offset = next }, turn: 2)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_endless_line_loses_its_middle()
    {
        _bench.Put("a.txt", new string('x', 1_000_000));

        var (result, text) = await _bench.CallAsync("read_file", new { path = "a.txt" });

        Assert.InRange(text.Length, ToolLimits.Result / 2, ToolLimits.Result);
        Assert.Contains("characters left out", text, StringComparison.Ordinal);
        Assert.True(result.Preview.Length <= 200);
    }

    [Fact]
    public async Task A_binary_file_is_told_by_size_and_hash()
    {
        _bench.Put("b", [1, 0, 2]);

        Assert.StartsWith(
            "b is not UTF-8 text: 3 bytes, sha256 ",
            (await _bench.CallAsync("read_file", new { path = "b" })).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "read_file: argument 'path' is missing; the call has no arguments.")]
    [InlineData("""{"file":"x"}""", "read_file: argument 'path' is missing; the call has 'file'.")]
    [InlineData("""{"path":5}""", "read_file: argument 'path' must be a string; found 5.")]
    [InlineData("""{"path":"f","offset":"two"}""", "read_file: argument 'offset' must be a whole number, 1 or more; found \"two\".")]
    [InlineData("""{"path":"f","limit":0}""", "read_file: argument 'limit' must be a whole number, 1 or more; found 0.")]
    [InlineData("""{"path":"f","offset":9}""", "read_file: argument 'offset' is 9, but f has 1 lines.")]
    public async Task A_bad_argument_is_named(string arguments, string words)
    {
        _bench.Put("f", "x\n");

        var (result, text) = await _bench.CallAsync("read_file", System.Text.Json.JsonDocument.Parse(arguments).RootElement);

        Assert.False(result.Ok);
        Assert.Equal(words, text);
    }

    [Fact]
    public async Task A_directory_lists_its_own_entries()
    {
        _bench.Put("src/a.cs", "");
        _bench.Put("src/deep/b.cs", "");

        Assert.Equal("a.cs\ndeep/", (await _bench.CallAsync("list_directory", new { path = "src" })).Text);
        Assert.Equal("src/", (await _bench.CallAsync("list_directory", new { }, turn: 2)).Text);
        Assert.Contains(
            "is not a directory",
            (await _bench.CallAsync("list_directory", new { path = "none" }, turn: 3)).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_file", "../secret")]
    [InlineData("read_file", "/etc/passwd")]
    [InlineData("read_file", "link/secret")]
    [InlineData("edit_file", "../../x")]
    [InlineData("write_file", "link/x")]
    [InlineData("write_file", ".git/config")]
    [InlineData("delete_file", "link/secret")]
    [InlineData("list_directory", "..")]
    [InlineData("list_directory", "link")]
    public async Task A_way_out_of_the_worktree_is_a_result(string tool, string path)
    {
        var outside = Directory.CreateTempSubdirectory("slop outside ").FullName;
        _bench.Put(Path.Combine(outside, "secret"), "a secret\n"u8.ToArray());
        File.CreateSymbolicLink(_bench.At("link"), outside);

        var (result, text) = await _bench.CallAsync(tool, new { path, old_text = "a", new_text = "b", content = "c" });

        Assert.False(result.Ok, text);
        Assert.DoesNotContain("a secret", text, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(outside, "secret")], Directory.GetFiles(outside));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Report_blocked_does_nothing_here() =>
        Assert.False((await _bench.CallAsync("report_blocked", new { reason = "x" })).Result.Ok);
}
