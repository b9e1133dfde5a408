using SlopTemporal.Starter;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>Pipes, devices and folders in the place of each file that a command reads.</summary>
public sealed class GivenFilesTests : IDisposable
{
    private const string Track = """{ "repository": "repo", "tickets": [ { "id": "a", "description": "d" } ] }""";

    /// <summary>Longer than any answer may take; what hangs fails.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Theory]
    [InlineData("mkfifo t.json", "t.json cannot be read: it is a named pipe that nobody writes to")]
    [InlineData("ln -s /dev/zero t.json", "t.json cannot be read: it is a device")]
    [InlineData("mkdir t.json", "t.json cannot be read: it is a folder")]
    public async Task As_a_track_file_they_are_named(string make, string message)
    {
        await Shell.RunAsync(make, _slop.Folder.Path);

        var ran = await RunAsync("validate", "t.json");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.StartsWith($"error: {message}\n", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo d.md", "cannot be read: it is a pipe")]
    [InlineData("mkdir d.md", "is a folder")]
    public async Task As_a_description_they_are_a_mistake_with_its_place(string make, string message)
    {
        _slop.Folder.Write("t.json", """[ { "id": "a", "description": "@d.md" } ]""");
        await Shell.RunAsync(make, _slop.Folder.Path);

        var ran = await RunAsync("validate", "t.json");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains($"names the file \"d.md\", which {message}\n --> t.json:1:31\n", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo repo/slop.json", "it is a pipe")]
    [InlineData("ln -s /dev/zero repo/slop.json", "it is a device")]
    [InlineData("mkdir repo/slop.json", "it is a folder")]
    [InlineData("truncate -s 5G repo/slop.json", "it has more than 1048576 bytes")]
    public async Task As_settings_of_the_repository_they_are_named(string make, string what)
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write("t.json", Track);
        await Shell.RunAsync(make, scene.Folder.Path);

        var ran = await RunAsync("run", track, "--script", scene.Folder.Write("s.json", "{}"));

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains(
            $"error: {scene.Folder.In("repo", "slop.json")} cannot be read as settings: {what}\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_settings_of_the_person_they_are_named()
    {
        using var slop = new CommandLine { Person = new() { UserFile = "/dev/zero" } };
        slop.Folder.Write("t.json", """[ { "id": "a", "description": "d" } ]""");

        var ran = await slop.RunAsync("run", "t.json", "--dry-run").WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.StartsWith("error: /dev/zero cannot be read as settings: it is a device\n", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo s.json", "it is a named pipe that nobody writes to")]
    [InlineData("ln -s /dev/zero s.json", "it is a device")]
    [InlineData("mkdir s.json", "it is a folder")]
    public async Task As_a_script_they_are_named(string make, string what)
    {
        _slop.Folder.Write("t.json", """[ { "id": "a", "description": "d" } ]""");
        await Shell.RunAsync(make, _slop.Folder.Path);

        var ran = await RunAsync("run", "t.json", "--script", "s.json");

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.StartsWith(
            $"error: the script {_slop.Folder.In("s.json")} cannot be used: {what}\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_place_of_what_was_confirmed_they_confirm_nothing_and_are_named()
    {
        using var scene = await GitScene.CreateAsync();
        var track = scene.Folder.Write(
            "repo/t.json", """{ "repository": ".", "setup": ["true"], "tickets": [ { "id": "a", "description": "d" } ] }""");
        await Shell.RunAsync("mkdir -p home && mkfifo home/trusted.json", _slop.Folder.Path);

        var ran = await RunAsync("run", track, "--script", scene.Folder.Write("s.json", "{}"));

        Assert.Equal(ExitCode.BadInput, ran.Code);
        Assert.Contains(
            $"error: {Path.Combine(_slop.Home, "trusted.json")} cannot be read: it is a pipe\n", ran.Error, StringComparison.Ordinal);
    }

    private Task<Ran> RunAsync(params string[] arguments) =>
        Task.Run(() => _slop.RunAsync(arguments)).WaitAsync(Limit, TestContext.Current.CancellationToken);
}
