namespace SlopTemporal.UnitTests.Local;

public sealed class SandboxDotnetTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
          <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /></ItemGroup>
        </Project>
        """;

    private readonly SandboxScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_project_with_a_package_that_the_person_has_builds_and_runs_without_network()
    {
        _scene.Folder.Write("home/worktrees/tree/app.csproj", Project);
        _scene.Folder.Write("home/worktrees/tree/App.cs", "System.Console.WriteLine(typeof(YamlDotNet.Core.Parser).Name);");

        var result = await _scene.RunAsync("dotnet run");

        Assert.Equal((0, "Parser\n"), (result.ExitCode, result.Output));
        Assert.False(result.TimedOut);
    }
}
