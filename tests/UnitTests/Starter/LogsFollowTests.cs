using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Live;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>Journal and live log as one.</summary>
public sealed class LogsFollowTests : IDisposable
{
    private readonly JournalScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_was_streamed_is_not_repeated_from_the_journal()
    {
        var call = JournalScene.Call("search", new { pattern = "y" });
        _scene.Prompt("docs", 1, "Write it down.");

        var seen = await FollowAsync(
            () => _scene.Live("docs", 1, LiveKind.Asked, "scripted:1"),
            () => _scene.Live("docs", 1, LiveKind.Chunk, "I look "),
            () =>
            {
                _scene.Live("docs", 1, LiveKind.Chunk, "first.");
                _scene.Turn("docs", 1, 1, "I look first.", call);
            },
            () => _scene.Live("docs", 1, LiveKind.ToolCall, """search {"pattern":"y"}""", 1),
            () => _scene.Result("docs", 1, (1, 1), call, ok: true, "none"),
            () => _scene.Live("docs", 1, LiveKind.ToolResult, "ok none", 1),
            () => _scene.Verify("docs", 1, 1, failure: null));

        Assert.Equal(
            [
                "attempt 1 begins: a prompt of 14 characters",
                "~scripted:1",
                "~I look ",
                "~first.",
                "turn 1 · scripted:1 · 1 call",
                """~search {"pattern":"y"}""",
                "~ok none",
                "verify passed",
            ],
            seen);
    }

    [Fact]
    public async Task What_was_not_streamed_is_told_by_the_journal_a_look_later()
    {
        var call = JournalScene.Call("search", new { pattern = "y" });
        _scene.Live("docs", 1, LiveKind.Asked, "scripted:1");

        var seen = await FollowAsync(
            () => _scene.Turn("docs", 1, 1, "Done.", call),
            () => _scene.Result("docs", 1, (1, 1), call, ok: true, "none"),
            () => _scene.Live("docs", 1, LiveKind.ToolCall, "comes too late", 1));

        Assert.Equal(["~scripted:1", "turn 1 · scripted:1 · 1 call", "said: Done.", "[TOOL CALL] search y", "[TOOL RESULT] ok none"], seen);
    }

    [Fact]
    public async Task A_failed_call_is_told_once()
    {
        var seen = await FollowAsync(
            () =>
            {
                _scene.Live("docs", 1, LiveKind.Asked, "scripted:1");
                _scene.Live("docs", 1, LiveKind.Discarded, "empty", 1);
            },
            () => _scene.NoReply("docs", 1, 1, "empty"),
            () => { });

        Assert.Equal(["~scripted:1", "~empty"], seen);
    }

    [Fact]
    public async Task To_begin_with_only_replies_that_are_under_way_come_from_the_live_log()
    {
        _scene.Live("docs", 1, LiveKind.Asked, "scripted:1");
        _scene.Live("docs", 1, LiveKind.Chunk, "Done.");
        _scene.Live("docs", 1, LiveKind.Full, "full");
        _scene.Turn("docs", 1, 1, "Done.");
        _scene.Live("docs", 2, LiveKind.Asked, "scripted:1");
        _scene.Live("docs", 2, LiveKind.Chunk, "lost in a crash");
        _scene.Live("docs", 2, LiveKind.Asked, "scripted:1");
        _scene.Live("docs", 2, LiveKind.Chunk, "I am at it");

        var seen = await FollowAsync(() => { });

        Assert.Equal(["~full", "turn 1 · scripted:1 · done", "said: Done.", "~scripted:1", "~I am at it"], seen);
    }

    [Fact]
    public async Task A_full_live_log_leaves_the_word_to_the_journal()
    {
        var seen = await FollowAsync(
            () => _scene.Live("docs", 1, LiveKind.Chunk, "I am cut"),
            () => _scene.Live("docs", 1, LiveKind.Full, "full"),
            () => _scene.Turn("docs", 1, 1, "I am cut short."),
            () => { });

        Assert.Equal(["~I am cut", "~full", "turn 1 · scripted:1 · done", "said: I am cut short."], seen);
    }

    [Fact]
    public async Task People_read_who_speaks_and_nothing_reaches_their_terminal()
    {
        _scene.Live("docs", 1, LiveKind.Asked, "scripted:1");
        _scene.Live("docs", 1, LiveKind.Chunk, $"first\n\n  {JournalScene.Hostile}");
        _scene.Live("docs", 1, LiveKind.ToolCall, """run_command {"command":"a"}""" + JournalScene.Hostile, 1);
        _scene.Live("docs", 1, LiveKind.ToolResult, "error " + JournalScene.Hostile, 1);
        _scene.Live("docs", 1, LiveKind.Discarded, JournalScene.Hostile, 1);
        _scene.Prompt("parser", 1, "x");
        _scene.Close(TrackStatus.Cancelled, States.Ticket("parser"), States.Ticket("docs"));

        var ran = await _scene.Slop.RunAsync("logs", "csv", "-f");

        Assert.Equal(ExitCode.Done, ran.Code);
        Golden.Match("logs-live.txt", ran.Out);
        Assert.DoesNotContain(ran.Out, c => c != '\n' && (char.IsControl(c) || c == '\u202E'));
    }

    [Fact]
    public async Task A_stream_of_blanks_is_no_line()
    {
        _scene.Prompt("docs", 1, "x");
        _scene.Live("docs", 1, LiveKind.Chunk, "\n \n");
        _scene.Close(TrackStatus.Cancelled, States.Ticket("docs"));

        Assert.Equal(
            "2026-01-02 03:04:05Z  docs  attempt 1 begins: a prompt of 1 characters\n",
            (await _scene.Slop.RunAsync("logs", "csv", "-f")).Out);
    }

    [Fact]
    public async Task Programs_get_both_as_an_object_a_line_and_one_ticket_alone()
    {
        _scene.Prompt("docs", 1, "x");
        _scene.Live("docs", 1, LiveKind.Chunk, "I begin.");
        _scene.Live("parser", 1, LiveKind.Chunk, "So do I.");
        _scene.Close(TrackStatus.Cancelled, States.Ticket("parser"), States.Ticket("docs"));

        var lines = (await _scene.Slop.RunAsync("logs", "csv", "docs", "-f", "--json")).Out.TrimEnd().Split('\n');

        Assert.Equal(
            [
                """{"at":"2026-01-02T03:04:05+00:00","ticket":"docs","attempt":1,"kind":"prompt","text":"attempt 1 begins: a prompt of 1 """
                    + """characters"}""",
                """{"at":"2026-01-02T03:04:06+00:00","stream":"Tier 3 (Worker): """
                    + """docs","ticket":"docs","attempt":1,"turn":1,"kind":"chunk","text":"I begin."}""",
            ],
            lines);
    }

    /// <summary>Follows a run in which one thing happens before each look; lines of the live log begin with <c>~</c>.</summary>
    private async Task<List<string>> FollowAsync(params Action[] happens)
    {
        var left = new Queue<Action>(happens);
        var log = new FollowedLog(new(_scene.Run, ticket: null), new(_scene.LiveFile), ticket: null);
        var seen = new List<string>();
        Show(log.Begin(100));
        await new LogFollower(log, IsOverAsync, Show, TimeSpan.Zero).FollowAsync(TestContext.Current.CancellationToken);
        return seen;

        void Show(IReadOnlyList<LogItem> items) => seen.AddRange(items.Select(item => item.Event?.Text ?? "~" + item.Live!.Text));

        Task<bool> IsOverAsync(CancellationToken cancellationToken)
        {
            left.Dequeue()();
            return Task.FromResult(left.Count == 0);
        }
    }
}
