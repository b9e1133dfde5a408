using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

public sealed class ErrorTests : IDisposable
{
    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_path_to_a_json_file_means_run()
    {
        var ran = await _slop.RunAsync("nowhere.json");

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.Equal("error: there is no file nowhere.json\nhelp: give the path of a track file; `slop demo` needs none\n", ran.Error);
    }

    [Fact]
    public async Task An_error_under_json_is_one_object_on_standard_output()
    {
        var ran = await _slop.RunAsync("--json", "run", "nowhere.json");

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Error));
        var error = ran.Json.GetProperty("error");
        Assert.Equal("no_such_file", error.GetProperty("code").GetString());
        Assert.Equal("there is no file nowhere.json", error.GetProperty("message").GetString());
        Assert.Contains("slop demo", error.GetProperty("help").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("run")]
    [InlineData("run", "track.json", "--dance")]
    [InlineData("run", "track.json", "--sandbox", "perhaps")]
    [InlineData("run", "track.json", "--max-workers", "0")]
    [InlineData("run", "track.json", "--max-workers", "many")]
    public async Task Bad_arguments_end_with_2_and_name_the_help(params string[] arguments)
    {
        var ran = await _slop.RunAsync(arguments);
        var json = await _slop.RunAsync(["--json", .. arguments]);

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.Matches("^error: .+\nhelp: `slop .*--help` .+\n$", ran.Error);
        Assert.Equal("bad_arguments", json.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("--lines is abc; it must be a whole number from 0 to 2147483647.", "logs", "e1", "-n", "abc")]
    [InlineData("--lines is -1; it must be a whole number from 0 to 2147483647.", "logs", "e1", "--lines=-1")]
    [InlineData("--attempt is x; it must be a whole number from 1 to 2147483647.", "show", "e1", "a", "--attempt", "x")]
    [InlineData("--attempt is 0; it must be a whole number from 1 to 2147483647.", "show", "e1", "a", "--attempt", "0")]
    [InlineData("--max-workers is 1001; it must be a whole number from 1 to 1000.", "run", "t.json", "--max-workers", "1001")]
    [InlineData("--max-workers is 2147483647; it must be a whole number from 1 to 1000.", "limits", "--max-workers", "2147483647")]
    [InlineData("--usd is nan; it must be a number from 0 to 1000000000.", "limits", "--usd", "nan")]
    [InlineData("--usd is 1e400; it must be a number from 0 to 1000000000.", "limits", "e1", "--usd", "1e400")]
    [InlineData("--usd is empty; it must be a number from 0 to 1000000000.", "limits", "e1", "--usd", "")]
    [InlineData("--tokens is 1.5; it must be a whole number from 1 to 1000000000000000.", "limits", "--tokens", "1.5")]
    [InlineData("--minutes is 99999999999; it must be a whole number from 1 to 10000000.", "limits", "--minutes", "99999999999")]
    public async Task A_number_that_is_none_or_out_of_range_is_one_error(string expected, params string[] arguments)
    {
        var ran = await _slop.RunAsync(arguments);

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.StartsWith($"error: {expected}\nhelp: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_that_is_neither_true_nor_false_is_an_error_in_plain_words()
    {
        var ran = await _slop.RunAsync("run", "t.json", "--live=perhaps");

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Out));
        Assert.Contains("'perhaps'", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_starts_with_at_is_a_name_and_no_file_of_arguments()
    {
        _slop.Folder.Write("x.json", "validate");

        var ran = await _slop.RunAsync("validate", "@x.json");

        Assert.StartsWith("error: there is no file @x.json\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_told_from_a_missing_file()
    {
        _slop.Folder.Folder("track.json");

        var ran = await _slop.RunAsync("run", "track.json");

        Assert.StartsWith("error: track.json cannot be read: it is a folder\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_track_without_a_script_and_without_a_key_is_told_how_to_set_one()
    {
        _slop.Folder.Write("track.json", """{ "tickets": [ { "id": "a", "description": "say something" } ] }""");

        var ran = await _slop.RunAsync("run", "track.json", "--json");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Equal("no_key", ran.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_command_that_needs_a_server_says_how_to_get_one()
    {
        var ran = await _slop.RunAsync("watch", "ledger");

        Assert.Equal(
            (ExitCode.Failure, "error: neither server nor worker is running\nhelp: `slop up` starts them\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task Hostile_names_in_an_error_move_no_cursor()
    {
        var ran = await _slop.RunAsync("run", "a\u001b[2J\u202e.json");

        Assert.DoesNotContain(ran.Error, c => c is '\u001b' or '\u202e');
        Assert.Contains("\\u001b[2J\\u202e", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_do_they_as_json_which_holds_what_is_hidden_as_escapes()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write(
            "t.json",
            """{ "repository": "repo", "verify": ["a\u202e\u009b\u200d\u2028 é"], "tickets": [ { "id": "a", "description": "d" } ] }""");
        var script = scene.Folder.Write("s.json", "{}");

        var failed = await _slop.RunAsync("run", "a\u001b[2J\u202e.json", "--json");
        var shown = await _slop.RunAsync("run", track, "--dry-run", "--script", script, "--json");

        Assert.DoesNotContain(failed.Out, c => c is '\u001b' or '\u202e');
        Assert.Contains("a\\u001b[2j\\u202e.json", failed.Out.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Contains("\"a\\u202e\\u009b\\u200d\\u2028 é\"", shown.Out.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Equal("a\u202e\u009b\u200d\u2028 é", shown.Json.GetProperty("commands")[0].GetString());
    }

    [Fact]
    public void What_nobody_foresaw_is_a_sentence_and_no_stack_trace()
    {
        var error = CliError.From(new InvalidOperationException("Sequence contains no elements"));

        Assert.Equal(("unexpected", ExitCode.Failure), (error.Code, error.Exit));
        Assert.Equal("Sequence contains no elements (InvalidOperationException)", error.Message);
    }

    [Fact]
    public void What_the_machine_says_is_passed_on_in_its_own_words()
    {
        Assert.Equal(
            ("server_failed", "the Temporal server did not start: no executable"),
            Told(new SlopTemporal.Local.Server.LocalServerException("no executable")));
        Assert.Equal(("local_state", "held for 60 s"), Told(new TimeoutException("held for 60 s")));
        Assert.Equal(("input_output", "disk full"), Told(new IOException("disk full")));

        static (string, string) Told(Exception thrown) => CliError.From(thrown) is var e ? (e.Code, e.Message) : default;
    }

    [Fact]
    public void Where_no_gate_is_open_a_blocked_ticket_is_named_with_its_way_out()
    {
        var blocked = GateError.NoGate("csv", gate: null, open: [], blocked: ["parser", "docs"]);
        var idle = GateError.NoGate("csv", gate: null, open: [], blocked: []);

        Assert.Equal("no gate is open in csv; blocked: parser, docs", blocked.Message);
        Assert.Equal("`slop retry csv parser` tries it again, `slop skip csv parser` goes on without it", blocked.Help);
        Assert.Equal("nothing waits for you in csv", idle.Message);
    }
}
