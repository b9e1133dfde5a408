using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

/// <summary>A command that fails for what the sandbox does not show says so.</summary>
public sealed class SandboxHintsTests
{
    private static readonly SandboxLimits Limits =
        SandboxLimits.Default with { MemoryBytes = 2L << 30, FileBytes = 1 << 30, Processes = 99 };

    [Theory]
    [InlineData("cat: /srv/data/x.csv: No such file or directory", "hidden by the sandbox: /srv/data/x.csv; setting sandbox_read")]
    [InlineData("Error: ENOENT: no such file, open '/srv/a.json'", "hidden by the sandbox: /srv/a.json; setting sandbox_read")]
    [InlineData("open /usr/share/nothing: no such file or directory", null)]
    [InlineData("GET /srv/users 200", null)]
    [InlineData("touch: cannot touch '/usr/x': Read-only file system", "not to be written in the sandbox: /usr/x; setting sandbox_write")]
    [InlineData("MemoryError", "it had no memory left; setting command_memory_megabytes: 2048")]
    [InlineData("fork: Resource temporarily unavailable", "it could start no more processes; setting command_processes: 99")]
    [InlineData("curl: (6) Could not resolve host: a.b", "the command looked a name up; in the sandbox it has no network")]
    [InlineData("1 of 2 tests failed", null)]
    public void A_line_of_the_output_becomes_a_hint(string output, string? hint) => Assert.Equal(
        hint is null ? [] : new[] { hint },
        SandboxHints.Find(1, $"first\n{output}\nlast", Limits, hasNetwork: false, path => path[..5] == "/srv/"));

    [Fact]
    public void A_file_that_became_too_large_is_known_by_the_exit_code() => Assert.Equal(
        ["a file of it became too large; setting command_file_megabytes: 1024"],
        SandboxHints.Find(153, "", Limits, hasNetwork: false, _ => false));

    [Fact]
    public void The_person_s_folders_are_hidden_and_the_system_s_are_not()
    {
        Assert.True(SandboxView.Hides(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "data", "x")));
        Assert.False(SandboxView.Hides("/usr/lib/x"));
        Assert.False(SandboxView.Hides("/tmp/x"));
        Assert.False(SandboxView.Hides($"{SandboxPlaces.Repository}/src/x"));
        Assert.False(SandboxView.Hides("/users/7"));
    }
}
