using System.Text;

namespace SlopTemporal.EndToEnd;

/// <summary>Secrets that lie where real ones do, and a repository and a model that do what they can to get them kept.</summary>
public sealed class PlantedSecretTests : IAsyncLifetime
{
    private const string WorkerKey = "planted-worker-4d1f7a92c3b8";
    private const string DotEnv = "planted-dotenv-71c5e0b94f2d";
    private const string RemoteToken = "planted-remote-93aa02f6b1c7";
    private const string NoticeToken = "planted-notice-58b7d3e1f064";
    private const string HomeToken = "planted-home-2c9e6f40a8d1";
    private const string Shaped = "AIzaSyPlanted0123456789abcdefghijklmnop";

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task Six_planted_secrets_are_nowhere_in_the_home_of_a_track_whose_commands_print_what_they_find()
    {
        var home = Directory.CreateDirectory(Path.Combine(_slop.Folder, "person")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, ".netrc"), $"machine a login b password {HomeToken}\n", Token);
        _slop.Environment["HOME"] = home;
        _slop.Environment["GEMINI_API_KEY"] = WorkerKey;
        _slop.Environment["SLOP_NOTIFY_URL"] = $"http://127.0.0.1:1/hooks/{NoticeToken}?token={NoticeToken}";
        var play = new Playground(_slop.Folder);
        // The key is put together by the command: what a person or a model writes is theirs.
        play.Write("find.sh", $"env; cat .env \"$HOME/.netrc\" \"{home}/.netrc\"; git remote -v; echo found \"AIza\"\"{Shaped[4..]}\"\n");
        // What it ends with is the reason that travels.
        play.Write("check.sh", "sh find.sh 2>/dev/null; . ./.env; echo \"error: no login with password=$DB_PASSWORD\"; exit 1\n");
        play.Write(".env", $"DB_PASSWORD={DotEnv}\nAPI_TOKEN=\"{DotEnv}\"\n");
        play.Commit("what it prints");
        Git.Run(play.Repository, "remote", "add", "origin", $"https://me:{RemoteToken}@127.0.0.1:1/repo.git");
        play.Ticket(
            "a",
            new { description = "the words that show what is looked through" },
            [Playground.Call("run_command", new { command = "sh find.sh" }), Playground.WriteFile("b", "b"), Playground.Text("Done.")],
            [Playground.WriteFile("parts/a", "ok"), Playground.Text("Done.")]);
        var track = play.Save(new { verify = new[] { "[ -e parts/a ] || [ ! -e b ] || sh check.sh" } });

        var ran = await _slop.MustAsync("run", track, "--script", play.ScriptFile, "--trust", "--json");
        var prompts = string.Concat(_slop.Journal("a", "prompt.md"));
        var calls = string.Concat(_slop.Journal("a", "turn-1.call-1.json"));
        var said = ran + string.Concat(await Task.WhenAll(
            _slop.RunAsync("doctor", "--offline"), _slop.RunAsync("status", "play"), _slop.RunAsync("show", "play", "a"),
            _slop.RunAsync("logs", "play")));
        await _slop.MustAsync("down");

        // It was there to be kept: the model and the next prompt have a mark in its place.
        Assert.Contains("found [secret:", calls, StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD=[secret:", calls, StringComparison.Ordinal);
        Assert.Contains("DB_PASSWORD=[secret:", prompts, StringComparison.Ordinal);
        string[] secrets = [WorkerKey, DotEnv, RemoteToken, NoticeToken, HomeToken, Shaped];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        var files = Directory.EnumerateFiles(_slop.Home, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal)).ToList();
        Assert.Equal([], files.SelectMany(file => Found(file, secrets)));
        // The raw history can be looked through, and has what the commands wrote.
        Assert.Contains(files, file => file.Contains("temporal.db", StringComparison.Ordinal) && Found(file, ["[secret:"]).Any());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Found(string file, string[] texts)
    {
        var content = File.ReadAllBytes(file);
        return texts.Where(text => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(text => $"{text} in {file}");
    }
}
