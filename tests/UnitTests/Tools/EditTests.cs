using System.Runtime.Versioning;
using System.Text;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Tools;

public sealed class EditTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private static object Edit(string path, string old, string @new) => new { path, old_text = old, new_text = @new };

    [Fact]
    public async Task A_unique_text_is_replaced()
    {
        _bench.Put("a.sh", "one\ntwo\nthree\n");

        var (result, text) = await _bench.CallAsync("edit_file", Edit("a.sh", "two", "2"));

        Assert.True(result.Ok);
        Assert.Equal("Edited a.sh at line 2.", text);
        Assert.Equal("one\n2\nthree\n", _bench.Read("a.sh"));
    }

    [Fact]
    public async Task A_worktree_that_somebody_removed_ends_the_ticket_with_the_reason()
    {
        _bench.Put("a.sh", "one\n");
        Directory.Delete(_bench.Worktree, recursive: true);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => _bench.CallAsync("edit_file", Edit("a.sh", "one", "2")));

        Assert.True(failure.NonRetryable);
        Assert.Contains($"is gone ({_bench.Worktree})", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("twoo", "does not occur in a.sh. The lines most like its first one are:\n2: two")]
    [InlineData("t", "occurs more than once in a.sh, at lines 2, 3")]
    [InlineData("", "'old_text' is empty")]
    [InlineData("#####", "No line is like it")]
    [InlineData("new", "are the same")]
    public async Task A_text_that_is_not_unique_is_explained(string old, string words)
    {
        _bench.Put("a.sh", "one\ntwo\nthree\n");

        var (result, text) = await _bench.CallAsync("edit_file", Edit("a.sh", old, "new"));

        Assert.False(result.Ok);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\nthree\n", _bench.Read("a.sh"));
    }

    [Theory]
    [InlineData("edit_file", "edit_file: none.txt does not exist; use write_file")]
    [InlineData("delete_file", "delete_file: none.txt does not exist")]
    [InlineData("read_file", "read_file: none.txt does not exist")]
    public async Task A_file_that_is_not_there_is_a_result(string tool, string words)
    {
        var (result, text) = await _bench.CallAsync(tool, Edit("none.txt", "a", "b"));

        Assert.False(result.Ok);
        Assert.StartsWith(words, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit_file", "x\n", "y\n")]
    [InlineData("write_file", "x\n", "y\n")]
    [InlineData("delete_file", "x\n", null)]
    public async Task A_crash_after_the_write_does_not_write_again(string tool, string before, string? after)
    {
        _bench.Put("f", before);
        var arguments = new { path = "f", old_text = "x", new_text = "y", content = "y\n" };
        var first = await _bench.CallAsync(tool, arguments);
        _bench.Forget(JournalNames.Call(1, 1));
        var written = File.GetLastWriteTimeUtc(_bench.At("f"));

        var again = await _bench.CallAsync(tool, arguments);

        Assert.True(again.Result.Ok);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(after, File.Exists(_bench.At("f")) ? _bench.Read("f") : null);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_bench.At("f")));
    }

    [Fact]
    public async Task A_crash_before_the_write_writes()
    {
        _bench.Put("f", "x\n");
        await _bench.CallAsync("edit_file", Edit("f", "x", "y"));
        _bench.Forget(JournalNames.Call(1, 1));
        _bench.Put("f", "x\n");

        Assert.True((await _bench.CallAsync("edit_file", Edit("f", "x", "y"))).Result.Ok);
        Assert.Equal("y\n", _bench.Read("f"));
    }

    [Fact]
    public async Task A_file_in_a_third_state_is_a_conflict()
    {
        _bench.Put("f", "x\n");
        await _bench.CallAsync("edit_file", Edit("f", "x", "y"));
        _bench.Forget(JournalNames.Call(1, 1));
        _bench.Put("f", "x and more\n");

        var (result, text) = await _bench.CallAsync("edit_file", Edit("f", "x", "y"));

        Assert.False(result.Ok);
        Assert.Contains("has changed since this call began", text, StringComparison.Ordinal);
        Assert.Equal("x and more\n", _bench.Read("f"));
    }

    [Fact]
    public async Task A_journaled_call_is_not_run_again()
    {
        _bench.Put("f", "x\n");
        await _bench.CallAsync("edit_file", Edit("f", "x", "y"));
        _bench.Put("f", "x\n");

        Assert.True((await _bench.CallAsync("edit_file", Edit("f", "x", "y"))).Result.Ok);
        Assert.Equal("x\n", _bench.Read("f"));
    }

    [Fact]
    public async Task Mark_and_line_endings_stay()
    {
        _bench.Put("f", Encoding.UTF8.GetBytes("\uFEFFone\r\ntwo\r\nthree\nfour"));

        await _bench.CallAsync("edit_file", Edit("f", "one\ntwo\n", "1\n2\nnew\n"));
        await _bench.CallAsync("edit_file", Edit("f", "three", "3"), turn: 2);

        Assert.Equal("\uFEFF1\r\n2\r\nnew\r\n3\nfour", Encoding.UTF8.GetString(_bench.Bytes("f")));
    }

    [Fact]
    public async Task A_rewritten_file_keeps_mark_and_endings()
    {
        _bench.Put("f", Encoding.UTF8.GetBytes("\uFEFFone\r\ntwo\r\n"));

        await _bench.CallAsync("write_file", new { path = "f", content = "1\n2\n" });

        Assert.Equal("\uFEFF1\r\n2\r\n", Encoding.UTF8.GetString(_bench.Bytes("f")));
    }

    [Theory]
    [InlineData("\uFEFFone\n", "\uFEFFtwo\n", "\uFEFFtwo\n")]
    [InlineData("\uFEFFone\n", "\uFEFF\uFEFFtwo\n", "\uFEFFtwo\n")]
    [InlineData("\uFEFFone\r\n", "\uFEFFtwo\r\n", "\uFEFFtwo\r\n")]
    [InlineData("\uFEFF", "\uFEFFtwo\n", "\uFEFFtwo\n")]
    [InlineData("\uFEFFone\n", "\uFEFF", "\uFEFF")]
    [InlineData("one\n", "\uFEFFtwo\n", "two\n")]
    [InlineData(null, "\uFEFFtwo\n", "\uFEFFtwo\n")]
    [InlineData(null, "\uFEFF\uFEFFtwo\n", "\uFEFFtwo\n")]
    public async Task A_rewritten_file_has_as_many_marks_as_it_had(string? before, string content, string after)
    {
        if (before is not null)
        {
            _bench.Put("f", Encoding.UTF8.GetBytes(before));
        }

        await _bench.CallAsync("write_file", new { path = "f", content });

        Assert.Equal(after, Encoding.UTF8.GetString(_bench.Bytes("f")));
    }

    [Theory]
    [InlineData("\uFEFFone\ntwo\n", "\uFEFFone\n", "\uFEFF1\n", "\uFEFF1\ntwo\n")]
    [InlineData("\uFEFFone\ntwo\n", "one\n", "\uFEFF1\n", "\uFEFF1\ntwo\n")]
    [InlineData("\uFEFFone\ntwo\n", "\uFEFFone\n", "1\n", "\uFEFF1\ntwo\n")]
    [InlineData("one\ntwo\n", "one\n", "\uFEFF1\n", "1\ntwo\n")]
    [InlineData("\uFEFFone\n\uFEFFtwo\n", "\uFEFFtwo\n", "2\n", "\uFEFFone\n2\n")]
    public async Task An_edited_file_has_as_many_marks_as_it_had(string before, string old, string @new, string after)
    {
        _bench.Put("f", Encoding.UTF8.GetBytes(before));

        var (result, text) = await _bench.CallAsync("edit_file", Edit("f", old, @new));

        Assert.True(result.Ok, text);
        Assert.Equal(after, Encoding.UTF8.GetString(_bench.Bytes("f")));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_left_alone()
    {
        byte[] latin = [.. "caf"u8, 0xE9, (byte)'\n'];
        _bench.Put("f", latin);

        var (result, text) = await _bench.CallAsync("edit_file", Edit("f", "caf", "tea"));

        Assert.False(result.Ok);
        Assert.Contains("not UTF-8", text, StringComparison.Ordinal);
        Assert.Equal(latin, _bench.Bytes("f"));
    }

    [Fact]
    public async Task Written_files_get_their_folders()
    {
        Assert.Equal(
            "Created deep/er/f, 2 lines.", (await _bench.CallAsync("write_file", new { path = "deep/er/f", content = "a\nb" })).Text);
        Assert.Equal("a\nb", _bench.Read("deep/er/f"));
    }

    [Theory]
    [InlineData("write_file", "f/below")]
    [InlineData("write_file", "src")]
    [InlineData("edit_file", "f/below")]
    [InlineData("delete_file", "f/below")]
    [InlineData("read_file", "src")]
    [InlineData("read_file", "f/below")]
    public async Task A_path_that_cannot_be_is_a_result(string tool, string path)
    {
        _bench.Put("f", "x\n");
        _bench.Put("src/a", "x\n");

        var (result, text) = await _bench.CallAsync(tool, new { path, old_text = "x", new_text = "y", content = "z" });

        Assert.False(result.Ok, text);
        Assert.DoesNotContain(_bench.Worktree, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_a_result() =>
        Assert.False((await _bench.CallAsync("write_file", new { path = new string('n', 300), content = "z" })).Result.Ok);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_mode_stays()
    {
        const UnixFileMode Script = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        _bench.Put("f", "x\n");
        File.SetUnixFileMode(_bench.At("f"), Script);

        await _bench.CallAsync("edit_file", Edit("f", "x", "y"));

        Assert.Equal(Script, File.GetUnixFileMode(_bench.At("f")));
    }
}
