using SlopTemporal.Local.Home;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

public sealed class WorkerBuildTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private readonly SlopHome _home;

    public WorkerBuildTests()
    {
        _home = new(_folder.In("home"));
        Directory.CreateDirectory(_home.Bin);
        Add("SlopTemporal.Worker.dll", "worker");
        Add("runtimes/linux-x64/native/bridge.so", "x64");
        Add("runtimes/linux-arm64/native/bridge.so", "arm64");
        Add("runtimes/osx-x64/native/bridge.dylib", "osx-x64");
        Add("runtimes/osx-arm64/native/bridge.dylib", "osx-arm64");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_runs_is_a_copy_without_the_libraries_of_other_systems()
    {
        var copy = WorkerBuild.Find(_folder.Path).Install(_home);

        Assert.Equal(_home.Bin, Path.GetDirectoryName(copy));
        Assert.Equal("worker", File.ReadAllText(Path.Combine(copy, "SlopTemporal.Worker.dll")));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(copy, "runtimes")));
        Assert.Equal([copy], Directory.EnumerateDirectories(_home.Bin));
    }

    [Fact]
    public void The_same_build_is_copied_once_and_a_new_one_beside_it()
    {
        var first = WorkerBuild.Find(_folder.Path).Install(_home);
        File.Delete(Path.Combine(first, "SlopTemporal.Worker.dll"));

        Assert.Equal(first, WorkerBuild.Find(_folder.Path).Install(_home));
        Assert.False(File.Exists(Path.Combine(first, "SlopTemporal.Worker.dll")));

        File.SetLastWriteTimeUtc(Add("SlopTemporal.Worker.dll", "newer!"), Built.AddSeconds(1));
        var second = WorkerBuild.Find(_folder.Path).Install(_home);
        Assert.NotEqual(first, second);
        Assert.Equal("newer!", File.ReadAllText(Path.Combine(second, "SlopTemporal.Worker.dll")));
    }

    [Fact]
    public void A_few_copies_are_kept_and_the_one_that_runs_always()
    {
        var oldest = WorkerBuild.Find(_folder.Path).Install(_home);
        new LocalState { Worker = new(1, 1, Path.GetFileName(oldest)) }.Save(_home);
        var versions = new List<string>();
        for (var n = 1; n <= 8; n++)
        {
            File.SetLastWriteTimeUtc(_folder.In("worker", "SlopTemporal.Worker.dll"), Built.AddSeconds(n));
            versions.Add(WorkerBuild.Find(_folder.Path).Install(_home));
        }

        var kept = Directory.EnumerateDirectories(_home.Bin).ToList();
        Assert.Contains(oldest, kept);
        Assert.Contains(versions[^1], kept);
        Assert.InRange(kept.Count, 2, 6);
    }

    [Fact]
    public void A_program_without_its_worker_says_so()
    {
        var error = Assert.Throws<CliError>(() => WorkerBuild.Find(_folder.Folder("elsewhere")));

        Assert.Equal("no_worker", error.Code);
    }

    [Fact]
    public void A_copy_is_run_by_its_own_executable_or_by_dotnet()
    {
        var copy = WorkerBuild.Find(_folder.Path).Install(_home);
        Assert.Equal([Path.Combine(copy, "SlopTemporal.Worker.dll")], WorkerBuild.GetCommand(copy).Arguments);

        File.WriteAllText(Path.Combine(copy, "SlopTemporal.Worker"), "");
        Assert.Equal(Path.Combine(copy, "SlopTemporal.Worker"), WorkerBuild.GetCommand(copy).File);
    }

    [Fact]
    public void The_worker_gets_a_list_of_variables_and_no_other_secret_of_the_shell()
    {
        var environment = WorkerEnvironment.From(
        [
            new("PATH", "/bin"), new("SLOP_HOME", "/h"), new("TEMPORAL_ADDRESS", "a:1"), new("DOTNET_ROOT", "/d"),
            new("GEMINI_API_KEY", "k"), new("GOOGLE_CLOUD_PROJECT", "p"), new("OPENAI_API_KEY", "k"), new("OPENAI_BASE_URL", "u"),
            new("GCE_METADATA_HOST", "m"), new("CLOUDSDK_CONFIG", "/c"), new("OPENAI_ADMIN_KEY", "a"),
            new("CLOUDSDK_AUTH_ACCESS_TOKEN", "t"), new("GOOGLE_OTHER_SECRET", "s"), new("GEMINI_OTHER", "s"),
            new("AWS_SECRET_ACCESS_KEY", "s"), new("GITHUB_TOKEN", "t"), new("SSH_AUTH_SOCK", "/s"), new("MY_SLOP_", "x"),
        ]);

        Assert.Equal(
            [
                "CLOUDSDK_CONFIG",
                "DOTNET_ROOT",
                "GCE_METADATA_HOST",
                "GEMINI_API_KEY",
                "GOOGLE_CLOUD_PROJECT",
                "OPENAI_API_KEY",
                "OPENAI_BASE_URL",
                "PATH",
                "SLOP_HOME",
                "TEMPORAL_ADDRESS",
            ],
            environment.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_worker_is_told_the_server_that_a_settings_file_names()
    {
        var told = WorkerEnvironment.With(
            new() { TemporalAddress = "mine:7233", TemporalNamespace = "teams" }, new Dictionary<string, string> { ["PATH"] = "/bin" });
        var local = WorkerEnvironment.With(new(), new Dictionary<string, string>());

        Assert.Equal(("/bin", "mine:7233", "teams"), (told["PATH"], told["TEMPORAL_ADDRESS"], told["TEMPORAL_NAMESPACE"]));
        Assert.DoesNotContain("TEMPORAL_ADDRESS", local.Keys);
    }

    private string Add(string name, string content)
    {
        var file = _folder.Write($"worker/{name}", content);
        File.SetLastWriteTimeUtc(file, Built);
        return file;
    }
}
