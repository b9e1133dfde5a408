using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

public sealed class ValidateCommandTests : IDisposable
{
    private const string SixMistakes = """
        { "id": "Six Mistakes", "titel": "x",
          "max_workers": 0,
          "tickets": [
            { "id": "a", "description": "d", "depends_on": ["b"] },
            { "id": "a", "description": "d" },
            { "id": "c" } ] }
        """;

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_track_file_behind_a_link_is_read_whole()
    {
        var file = _slop.Folder.Write("somewhere/with a longer name than its content has bytes.json", SixMistakes);
        File.CreateSymbolicLink(_slop.Folder.In("t.json"), file);

        var ran = await _slop.RunAsync("validate", "t.json", "--json");

        Assert.Equal(6, ran.Json.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Six_mistakes_are_reported_in_one_go_each_with_its_place()
    {
        _slop.Folder.Write("track.json", SixMistakes);

        var ran = await _slop.RunAsync("validate", "track.json", "--json");

        Assert.Equal((ExitCode.BadInput, ""), (ran.Code, ran.Error));
        var errors = ran.Json.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(6, errors.Count);
        Assert.Equal([1, 1, 2, 4, 5, 6], errors.Select(e => e.GetProperty("line").GetInt32()));
        Assert.All(errors, e =>
        {
            Assert.True(e.GetProperty("column").GetInt32() > 0);
            Assert.NotEmpty(e.GetProperty("message").GetString()!);
            Assert.NotEmpty(e.GetProperty("code").GetString()!);
        });
        Assert.Contains("/max_workers", errors.Select(e => e.GetProperty("pointer").GetString()));
    }

    [Fact]
    public async Task For_people_each_mistake_shows_its_line_with_a_caret()
    {
        _slop.Folder.Write("track.json", SixMistakes);

        var ran = await _slop.RunAsync("validate", "track.json");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Golden.Match("six-mistakes.txt", ran.Out);
    }

    [Fact]
    public async Task A_good_file_says_so()
    {
        _slop.Folder.Write("track.json", """[ { "id": "a", "description": "@tickets/a.md" } ]""");
        _slop.Folder.Write("tickets/a.md", "Say something.");

        var ran = await _slop.RunAsync("validate", "track.json");

        Assert.Equal((ExitCode.Done, "track.json: 1 ticket, no mistakes\n"), (ran.Code, ran.Out));
    }

    [Fact]
    public async Task A_script_is_checked_too_where_it_is_named()
    {
        _slop.Folder.Write("track.json", """[ { "id": "a", "description": "d" } ]""");
        _slop.Folder.Write("good.json", """{ "turns": { "a": [ [ { "text": "x" } ] ] } }""");
        _slop.Folder.Write("bad.json", """{ "turns": { "a": [ { "text": "x" } ] } }""");

        var good = await _slop.RunAsync("validate", "track.json", "--script", "good.json");
        var bad = await _slop.RunAsync("validate", "track.json", "--script", "bad.json");

        Assert.Equal((ExitCode.Done, "track.json: 1 ticket, no mistakes\ngood.json: no mistakes\n"), (good.Code, good.Out));
        Assert.Equal(ExitCode.BadInput, bad.Code);
        Assert.StartsWith(
            "error[SC004]: turns.a[0] must be a list of turns: each attempt is one, found an object\n --> bad.json:1:21\n",
            bad.Out,
            StringComparison.Ordinal);
        Assert.EndsWith("track.json: 1 ticket, no mistakes\nbad.json: 1 error\n", bad.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_outside_of_the_folder_is_refused_even_behind_a_link()
    {
        _slop.Folder.Write("secret.md", "secret");
        var track = _slop.Folder.Write(
            "inside/track.json", """[ { "id": "a", "description": "@link.md" }, { "id": "b", "description": "@none.md" } ]""");
        File.CreateSymbolicLink(_slop.Folder.In("inside", "link.md"), _slop.Folder.In("secret.md"));

        var ran = await _slop.RunAsync("validate", track, "--json");

        var messages = ran.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString()!).ToList();
        Assert.Equal(2, messages.Count);
        Assert.Contains("is a link to a place outside the folder", messages[0], StringComparison.Ordinal);
        Assert.Contains("does not exist", messages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_world_lacks_is_a_warning_here_and_an_error_for_run()
    {
        _slop.Folder.Write("track.json", """
            { "id": "x",
              "repository": "nowhere", "verify": ["make"], "tickets": [ { "id": "a", "description": "d" } ] }
            """);

        var validated = await _slop.RunAsync("validate", "track.json", "--json");
        var ran = await _slop.RunAsync("run", "track.json", "--json");

        Assert.Equal(ExitCode.Done, validated.Code);
        var warning = Assert.Single(validated.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(
            ("TK201", 2, 17),
            (warning.GetProperty("code").GetString(), warning.GetProperty("line").GetInt32(), warning.GetProperty("column").GetInt32()));
        Assert.Equal((ExitCode.BadInput, "invalid_track"), (ran.Code, ran.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("run")]
    [InlineData("run", "--dry-run")]
    [InlineData("start", "--dry-run")]
    public async Task A_base_that_is_not_there_is_shown_in_its_line_with_the_branch_that_was_meant(params string[] command)
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write("track.json", """
            { "repository": "repo",
              "base": "mian", "tickets": [ { "id": "a", "description": "d" } ] }
            """);

        var ran = await _slop.RunAsync([command[0], track, .. command[1..]]);

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.StartsWith(
            $"""
            error[TK202]: the repository {scene.Repository.Root} has no branch, tag or commit mian
             --> {track}:2:11
              2 |   "base": "mian", "tickets": [ {"{"} "id": "a", "description": "d" {"}"} ] {"}"}
                |           ^^^^^^
             help: did you mean "main"?; without `base` it is what is checked out
            """,
            command[0] == "validate" ? ran.Out : ran.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_whose_name_is_hostile_moves_no_cursor()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write(
            "track.json", """{ "repository": "repo", "base": "\u001b[2J\u202e", "tickets": [ { "id": "a", "description": "d" } ] }""");

        var ran = await _slop.RunAsync("validate", track);

        Assert.Contains("has no branch, tag or commit \\u001b[2J\\u202e", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(ran.Out, c => c is '\u001b' or '\u202e');
    }

    [Fact]
    public async Task A_folder_within_a_repository_is_not_taken_for_the_repository()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write(
            "repo/tracks/track.json", """{ "repository": ".", "tickets": [ { "id": "a", "description": "d" } ] }""");

        var ran = await _slop.RunAsync("run", track);

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains("is a folder within the repository", ran.Error, StringComparison.Ordinal);
    }
}
