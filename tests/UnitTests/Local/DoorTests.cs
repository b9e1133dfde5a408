using System.IO.Compression;
using System.Security.Cryptography;
using SlopTemporal.Door;
using SlopTemporal.Local.Processes;
using SlopTemporal.UnitTests.Architecture;

namespace SlopTemporal.UnitTests.Local;

/// <summary>The program between bubblewrap and a command.</summary>
public sealed class DoorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "door");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_native_program_was_made_of_the_source_that_is_here()
    {
        var package = Assert.Single(Directory.GetFiles(Path.Combine(SourceFiles.Root, "feed"), "SlopTemporal.Door.linux-x64.*.nupkg"));
        using var archive = ZipFile.OpenRead(package);
        using var noted = new StreamReader(archive.GetEntry("tools/source.sha256")!.Open());
        var source = Directory.GetFiles(Path.Combine(SourceFiles.Root, "src", "Door"), "*.cs").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllBytes).ToArray();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(source)), noted.ReadToEnd().Trim());
    }

    // The second is what a machine has for which there is no native program.
    [Theory]
    [InlineData("slop-door")]
    [InlineData("dotnet", "SlopTemporal.Door.dll")]
    public async Task Both_forms_set_limits_and_the_filter_and_become_the_command(string file, string? assembly = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        string[] line = assembly is null ? [Path.Combine(Folder, file)] : [file, Path.Combine(Folder, assembly)];
        Assert.SkipUnless(ProgramPath.Find(line[0]) is not null, $"{file} is for another platform");
        const string Look = "ulimit -n; ulimit -c; grep Seccomp: /proc/self/status; yes | head -n 1; ls /proc/self/fd | wc -l; exit 7";

        var result = await RunAsync([.. line, "--limit", "nofile=123", "--limit", "core=0", "--", "/bin/sh", "-c", Look]);

        Assert.Equal("123\n0\nSeccomp:\t2\ny\n4\n", result.Output);
        Assert.Equal(7, result.ExitCode);
    }

    [Theory]
    [InlineData("unknown argument --what", "--what")]
    [InlineData("unknown argument --limit", "--limit")]
    [InlineData("x is not a number", "--limit", "core=x")]
    [InlineData("unknown limit speed", "--limit", "speed=1", "--", "true")]
    [InlineData("it cannot start /nowhere: error 2", "--", "/nowhere")]
    public async Task What_does_not_work_starts_nothing_and_is_said(string said, params string[] arguments)
    {
        var result = await RunAsync(["dotnet", Path.Combine(Folder, "SlopTemporal.Door.dll"), .. arguments]);

        Assert.Equal((125, $"The sandbox could not be closed: {said}\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData(true, 92)]
    [InlineData(false, 90)]
    public void The_filter_has_a_rule_for_each_processor(bool isX64, int length) =>
        Assert.Equal(length, CallFilter.Make(isX64, unixSockets: true).Length);

    private static Task<ProcessResult> RunAsync(string[] line) => ProcessRunner.Shared.RunAsync(
        new() { File = line[0], Arguments = line[1..], WorkingDirectory = Path.GetTempPath(), Environment = Shell.PathOnly }, Token);
}
