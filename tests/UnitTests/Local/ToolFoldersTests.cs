using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

/// <summary>What a command is shown of the programs on PATH, wherever they lie.</summary>
public sealed class ToolFoldersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Home => _folder.In("home");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cargo --version")]
    [InlineData("dotnet --version")]
    [InlineData("gcc --version")]
    [InlineData("git --version")]
    [InlineData("java -version")]
    [InlineData("node --version")]
    [InlineData("npm --version")]
    [InlineData("perl --version")]
    [InlineData("pip --version")]
    [InlineData("python3 --version")]
    [InlineData("rustc --version")]
    public async Task A_tool_that_works_outside_works_in_the_sandbox(string command)
    {
        using var scene = new SandboxScene();
        await scene.NeedSandboxAsync();
        var program = command.Split(' ')[0];
        var outside = await scene.Sandbox.RunDirectAsync(scene.Request(command), TestContext.Current.CancellationToken);
        Assert.SkipUnless(ProgramPath.Find(program) is not null && outside.Succeeded, $"{program} does not work on this machine");

        var inside = await scene.RunAsync(command);

        Assert.Equal((0, outside.Output.Split('\n')[0]), (inside.ExitCode, inside.Output.Split('\n')[0]));
    }

    [Fact]
    public void An_installation_comes_whole_and_through_every_link()
    {
        Program("home/.nvm/versions/node/v24/bin/node");
        _folder.Write("home/.nvm/versions/node/v24/include/node.h", "");
        Program("home/.local/pipx/venvs/black/bin/black");
        Program("home/.local/share/uv/python/cpython/bin/python3");
        Link("home/.local/pipx/venvs/black/bin/python", _folder.In("home/.local/share/uv/python/cpython/bin/python3"));
        Link("current", "home/.local/pipx/venvs/black");
        Directory.CreateDirectory(_folder.In("home/.local/bin"));
        Link("home/.local/bin/black", _folder.In("current/bin/black"));

        var found = Find("home/.nvm/versions/node/v24/bin", "home/.local/bin");

        Assert.Superset(
            new HashSet<string>
            {
                "home/.nvm/versions/node/v24", "home/.local/bin", "home/.local/pipx/venvs/black",
                "home/.local/share/uv/python/cpython",
            },
            Names(found));
        Assert.Contains(new(_folder.In("current"), "home/.local/pipx/venvs/black"), found.Links);
    }

    [Fact]
    public void What_a_person_keeps_beside_programs_stays_out_of_sight()
    {
        Program("home/.cargo/bin/cargo");
        _folder.Write("home/.cargo/credentials.toml", "token");
        Program("home/code/shop/bin/run");
        _folder.Write("home/code/shop/.env", "token");
        Program("home/.pyenv/shims/python");
        Program("home/code/shop/scripts/deploy");
        Directory.CreateDirectory(_folder.In("home/bin"));
        Link("home/bin/deploy", _folder.In("home/code/shop/scripts/deploy"));

        var found = Find("home/.cargo/bin", "home/code/shop/bin", "home/.pyenv/shims", "home/bin");

        Assert.Equal(
            [
                "home/.cargo/bin", "home/.pyenv", "home/.pyenv/shims", "home/bin", "home/code/shop/bin", "home/code/shop/scripts/deploy",
            ],
            Names(found).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_home_folder_itself_is_no_tool()
    {
        Program("home/run");
        Program("home/shims/x");

        Assert.Equal(["home/shims"], Names(Find("home", "home/shims")));
    }

    private ToolFolders Find(params string[] path) => ToolFolders.Find([.. path.Select(part => _folder.In(part))], Home, []);

    private HashSet<string> Names(ToolFolders found) => [.. found.Folders.Select(folder => Path.GetRelativePath(_folder.Path, folder))];

    private void Program(string path) => _folder.Write(path, "");

    private void Link(string path, string target) => File.CreateSymbolicLink(_folder.In(path), target);
}
