using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Live;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Live;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Live;

public sealed class LiveLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private SlopHome Home => new(_folder.Path);

    private string File => LiveFile.PathFor(Home, "csv", 2);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_an_object_that_names_who_speaks()
    {
        Log().WriteToolResult(new(Scope("parser"), Tier.Worker, 3), 1, new("read_file", default, Ok: true, new string('x', 600)));

        var line = JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement;

        Assert.Equal(["at", "stream", "ticket", "attempt", "turn", "kind", "text", "number"], line.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ("Tier 3 (Worker): parser", "parser", "tool_result"),
            (line.GetProperty("stream").GetString(), line.GetProperty("ticket").GetString(), line.GetProperty("kind").GetString()));
        Assert.Equal($"ok {new string('x', 499)}…", line.GetProperty("text").GetString());
        Assert.EndsWith(Path.Combine("logs", "streams", "csv", "2.jsonl"), File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_two_writers_never_run_into_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            var log = Log();
            for (var turn = 1; turn <= 50; turn++)
            {
                log.Write(new(Scope($"t{n}"), Tier.Worker, turn), LiveKind.Chunk, new string((char)('a' + n), 20_000));
            }
        }, TestContext.Current.CancellationToken)));

        var lines = new LiveTail(File).ReadNew().ToList();

        Assert.Equal(200, lines.Count);
        Assert.All(lines, line => Assert.Equal(new string((char)('a' + (line.Ticket[1] - '0')), 20_000), line.Text));
        Assert.All(lines.GroupBy(line => line.Ticket), own => Assert.Equal(Enumerable.Range(1, 50), own.Select(line => line.Turn)));
    }

    [Fact]
    public void At_the_cap_one_line_says_so_and_no_later_process_writes_more()
    {
        for (var turn = 1; turn <= 100; turn++)
        {
            new LiveLog(Home, TimeProvider.System) { MaxBytes = 2_000 }.Write(
                new(Scope("parser"), Tier.Worker, turn), LiveKind.Chunk, turn % 2 == 0 ? "x" : new string('x', 200));
        }

        var lines = new LiveTail(File).ReadNew().ToList();

        Assert.Equal(LiveKind.Full, lines[^1].Kind);
        Assert.Single(lines, line => line.Kind == LiveKind.Full);
        Assert.InRange(new FileInfo(File).Length, 2_000, 2_300);
    }

    [Fact]
    public void A_log_that_cannot_be_written_hurts_nobody()
    {
        _folder.Write("logs", "a file where the folder should be");

        using var call = Log().OpenCall(new(Scope("parser"), Tier.Worker, 1), 1, Ladder.Scripted[0]);
        call.Begin();
        call.Discard("no reply");

        Assert.False(new LiveTail(File).Exists);
    }

    [Fact]
    public void A_tail_gives_each_line_once_and_waits_for_half_a_line()
    {
        var tail = new LiveTail(File);
        Assert.Empty(tail.ReadNew());

        Log().Write(new(Scope("parser"), Tier.Worker, 1), LiveKind.Chunk, "one");
        var whole = System.IO.File.ReadAllBytes(File);
        Assert.Equal(["one"], tail.ReadNew().Select(l => l.Text));

        Add(whole[..20]);
        Assert.Empty(tail.ReadNew());

        Add(whole[20..]);
        Assert.Equal(["one"], tail.ReadNew().Select(l => l.Text));
        Assert.Empty(tail.ReadNew());
    }

    [Theory]
    [InlineData("{ half a line")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","stream":"s","ticket":"t","attempt":1,"turn":1,"kind":"of_next_year","text":"x"}""")]
    public void What_cannot_be_read_is_passed_over(string line)
    {
        AppendOnlyFile.AppendLine(File, System.Text.Encoding.UTF8.GetBytes(line));
        Log().Write(new(Scope("parser"), Tier.Worker, 1), LiveKind.Chunk, "fine");

        Assert.Equal(["fine"], new LiveTail(File).ReadNew().Select(l => l.Text));
    }

    [Fact]
    public void A_call_is_written_with_its_arguments_on_one_line()
    {
        using var call = Log().OpenCall(new(Scope("parser"), Tier.Worker, 4), 1, Ladder.Scripted[0]);
        call.WriteCalls(new()
        {
            Turn = 4,
            Kind = Domain.Attempts.ReplyKind.Calls,
            Calls = [
                new("1", "search", JsonSerializer.SerializeToElement(new { pattern = "a\nb" })),
                new("2", "write_file", JsonSerializer.SerializeToElement(new { content = new string('y', 900) })),
            ],
            Model = Ladder.Scripted[0],
            Rung = 0,
            Usage = Usage.None,
            At = DateTimeOffset.UnixEpoch,
        });

        var lines = new LiveTail(File).ReadNew().ToList();

        Assert.Equal(("""search {"pattern":"a\nb"}""", 1), (lines[0].Text, lines[0].Number));
        Assert.Equal(("write_file ".Length + LiveLog.MaxCharacters, 2), (lines[1].Text.Length, lines[1].Number));
    }

    [Fact]
    public void Progress_counts_thoughts_that_are_not_shown()
    {
        using var call = Log().OpenCall(new(Scope("parser"), Tier.Worker, 1), 1, Ladder.Scripted[0]);
        call.Receive(new TextReasoningContent("Hm."));
        call.Receive(new TextContent("Done."));
        call.Receive(new FunctionCallContent("1", "search"));
        call.End();

        Assert.Equal(8, call.Characters);
        Assert.Equal("Done.", new LiveTail(File).ReadNew().Single().Text);
    }

    private LiveLog Log() => new(Home, TimeProvider.System);

    private void Add(byte[] bytes)
    {
        using var file = new FileStream(File, FileMode.Append);
        file.Write(bytes);
    }

    private static AttemptScope Scope(string ticket) => new(new("document", "csv", 2), ticket, 1);
}
