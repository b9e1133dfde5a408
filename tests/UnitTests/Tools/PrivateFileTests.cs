using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Patching;
using SlopTemporal.Local.Settings;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>Files that usually hold secrets: no tool for files shows or changes them, unless the ticket names them.</summary>
public sealed class PrivateFileTests
{
    private const string Secret = "TOKEN=planted-secret";

    private static readonly string[] Shipped =
    [
        ".env", ".ENV", ".env.local", "api/.Env.production", ".envrc", "server.pem", "certs/CA.PEM", "x.key", "x.pfx", "id_rsa",
        "id_ed25519", "keys/id_deploy", ".npmrc", "web/.npmrc", ".netrc", ".pypirc", ".git-credentials", ".ssh/config", ".aws/credentials",
        "a/.AWS/x/y", ".docker/config.json",
    ];

    private static readonly string[] Open =
    [
        ".env.example", "api/.env.sample", "id_map.py", "id_rsa.pub", "id_generators/list", "env", "environment.ts", "pem", "src/keys.cs",
        "npmrc", "docs/ssh/config", ".docker/Dockerfile", "monkey", ".github/workflows/ci.yml",
    ];

    [Fact]
    public void The_shipped_list_is_about_secrets_and_about_nothing_else()
    {
        Assert.All(Shipped, path => Assert.True(PrivateFiles.Shipped.Covers(path), path));
        Assert.All(Open, path => Assert.False(PrivateFiles.Shipped.Covers(path), path));
        Assert.True(PrivateFiles.Shipped.CoversFolder("home/.ssh"));
        Assert.False(PrivateFiles.Shipped.CoversFolder("src"));
    }

    [Theory]
    [InlineData("none", ".env", false)]
    [InlineData("*.secret", ".env", false)]
    [InlineData("*.secret", "a/b.SECRET", true)]
    [InlineData("default, *.secret", ".env", true)]
    [InlineData("""["default","!.env.test"]""", ".env.test", false)]
    [InlineData("""["default","!.env.test"]""", ".env.local", true)]
    [InlineData("""["config/*.json"]""", "config/a.json", true)]
    [InlineData("""["config/*.json"]""", "x/config/a.json", false)]
    [InlineData("""["vault/"]""", "x/vault/a.json", true)]
    [InlineData("[]", ".env", false)]
    public void A_persons_list_replaces_it_or_adds_to_it(string setting, string path, bool isPrivate) =>
        Assert.Equal(isPrivate, PrivateFiles.Read(setting).Covers(path));

    [Fact]
    public void A_list_that_is_none_says_what_it_looks_like() =>
        Assert.Contains("expected [", Assert.Throws<FormatException>(() => PrivateFiles.Read("[1]")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("read_file", ".env")]
    [InlineData("read_file", ".ENV.local")]
    [InlineData("read_file", "./config//.env")]
    [InlineData("read_file", "link.txt")]
    [InlineData("read_file", "folder/.env")]
    [InlineData("search", ".env")]
    [InlineData("edit_file", ".env")]
    [InlineData("write_file", ".env")]
    [InlineData("write_file", "new.pem")]
    [InlineData("write_file", "link.txt")]
    [InlineData("delete_file", ".env")]
    [InlineData("list_directory", ".ssh")]
    [InlineData("list_directory", "ssh")]
    public async Task No_tool_shows_or_changes_one(string tool, string path)
    {
        using var bench = await CreateAsync();

        var (result, text) = await bench.CallAsync(
            tool, new { path, pattern = "planted", old_text = "TOKEN", new_text = "y", content = "new\n" });

        Assert.False(result.Ok, text);
        Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("config_of_ssh", text, StringComparison.Ordinal);
        Assert.True(path == "link.txt" || text.Contains("setting private_files", StringComparison.Ordinal), text);
        Assert.Equal(Secret, bench.Read(".env"));
        Assert.False(File.Exists(bench.At("new.pem")));
    }

    [Fact]
    public async Task A_search_leaves_them_out_and_says_so_and_a_list_marks_them()
    {
        using var bench = await CreateAsync();
        bench.Put("src/a.txt", "no planted-secret here\n");

        var search = (await bench.CallAsync("search", new { pattern = "planted" })).Text;
        var list = (await bench.CallAsync("list_directory", new { path = "." }, turn: 2)).Text;

        Assert.Equal(
            "src/a.txt:1: no planted-secret here\nNot searched, as it is private (setting private_files): 4 of the files.", search);
        Assert.Contains(".env (private)\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ticket_opens_what_it_names_and_nothing_else()
    {
        using var bench = await CreateAsync(t => t with { ContextRequirements = ["notes.md", "./.env"], TargetFile = "new.pem" });

        var prompt = await PromptAsync(bench);
        var read = await bench.CallAsync("read_file", new { path = ".env" }, turn: 2);
        var write = await bench.CallAsync("write_file", new { path = "new.pem", content = "x" }, turn: 3);
        var other = await bench.CallAsync("read_file", new { path = "config/.env" }, turn: 4);
        var search = await bench.CallAsync("search", new { pattern = "planted", path = ".env" }, turn: 5);

        Assert.Contains(Secret, prompt, StringComparison.Ordinal);
        Assert.Contains(Secret, read.Text, StringComparison.Ordinal);
        Assert.True(write.Result.Ok);
        Assert.False(other.Result.Ok);
        Assert.StartsWith(".env:1:", search.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_the_ticket_names_opens_no_private_file_behind_it()
    {
        using var bench = await CreateAsync(t => t with { ContextRequirements = ["link.txt"] });

        Assert.DoesNotContain("planted", await PromptAsync(bench), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setting_is_read_for_each_call()
    {
        using var bench = await CreateAsync(settings: new() { PrivateFiles = PrivateFiles.Read("none") });

        Assert.Contains(Secret, (await bench.CallAsync("read_file", new { path = ".env" })).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-TOKEN=other\n+TOKEN=x\n")]
    [InlineData("--- a/.env\n+++ /dev/null\n@@ -1 +0,0 @@\n-TOKEN=planted-secret\n\\ No newline at end of file\n")]
    [InlineData("--- /dev/null\n+++ b/new.pem\n@@ -0,0 +1 @@\n+x\n")]
    [InlineData("diff --git a/.env b/open.txt\nsimilarity index 100%\nrename from .env\nrename to open.txt\n")]
    [InlineData("diff --git a/notes.md b/.env.local\nsimilarity index 100%\nrename from notes.md\nrename to .env.local\n")]
    public async Task A_patch_of_one_is_refused_without_its_lines(string patch)
    {
        using var bench = await CreateAsync();
        var guard = new FileGuard(PrivateFiles.Shipped, []);

        var result = PreparedPatch.Prepare(patch, new(bench.Worktree, guard));

        Assert.Null(result.Patch);
        Assert.Contains("setting private_files", result.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", result.Problem, StringComparison.Ordinal);
    }

    private static async Task<string> PromptAsync(Bench bench)
    {
        await bench.TurnAsync();
        return bench.Journal.Read<PromptRecord>(bench.Scope, JournalNames.Prompt)!.Text;
    }

    private static async Task<Bench> CreateAsync(Func<Ticket, Ticket>? change = null, SlopSettings? settings = null)
    {
        var bench = new Bench(change: d => d with
        {
            Track = d.Track with { Tickets = [.. d.Track.Tickets.Select(change ?? (t => t))] },
        })
        {
            Settings = settings ?? new(),
        };
        await bench.AddRepositoryAsync();
        bench.Put("notes.md", "notes\n");
        bench.Put(".env", Secret);
        bench.Put(".ENV.local", Secret);
        bench.Put("config/.env", Secret);
        bench.Put(".ssh/config_of_ssh", Secret);
        File.CreateSymbolicLink(bench.At("link.txt"), ".env");
        File.CreateSymbolicLink(bench.At("folder"), "config");
        File.CreateSymbolicLink(bench.At("ssh"), ".ssh");
        return bench;
    }
}
