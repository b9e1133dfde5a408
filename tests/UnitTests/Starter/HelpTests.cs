using SlopTemporal.Starter;

namespace SlopTemporal.UnitTests.Starter;

public sealed class HelpTests : IDisposable
{
    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task No_arguments_mean_ten_lines_of_help()
    {
        var ran = await _slop.RunAsync();

        Assert.Equal((ExitCode.Done, 10), (ran.Code, ran.Out.TrimEnd().Split('\n').Length));
        Assert.Contains("slop demo", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("run")]
    [InlineData("start")]
    [InlineData("plan")]
    [InlineData("watch")]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("logs")]
    [InlineData("cost")]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("retry")]
    [InlineData("skip")]
    [InlineData("add")]
    [InlineData("limits")]
    [InlineData("tell")]
    [InlineData("cancel")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("validate")]
    [InlineData("graph")]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("keys")]
    [InlineData("doctor")]
    public async Task Each_command_shows_examples_of_itself(string command)
    {
        var ran = await _slop.RunAsync(command, "--help");

        Assert.Equal(ExitCode.Done, ran.Code);
        Assert.Contains($"Examples:\n  slop {command}", ran.Out, StringComparison.Ordinal);
        // Each argument and option has its name, and after at least two blanks what it is for.
        var described = ran.Out.Split('\n').Where(
            line => line.StartsWith("  -", StringComparison.Ordinal) || line.StartsWith("  <", StringComparison.Ordinal));
        Assert.All(described, line => Assert.Matches(@"^  \S.*  \S", line));
    }

    [Fact]
    public async Task The_help_of_run_names_every_option()
    {
        var ran = await _slop.RunAsync("run", "--help");

        string[] options =
        [
            "--script", "--trust", "--allow-red", "--sandbox", "--max-workers", "--again", "--dry-run", "--no-wait", "--json", "--home",
        ];
        foreach (var option in options)
        {
            Assert.Contains(option, ran.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("approve", "[<track>] [<gate>] [options]", "  [<track>] [<gate>]  Id of the gate")]
    [InlineData("retry", "[<track>] <ticket> [options]", "  [<track>] <ticket>  Id of the ticket")]
    [InlineData("tell", "[<track>] <ticket> \"<words>\" [options]", "  [<track>] <ticket> \"<words>\"  Id of the ticket")]
    [InlineData("show", "<track> [<ticket>] [options]", "  [<ticket>]  Id of the ticket")]
    [InlineData("status", "[<track>] [options]", "  [<track>]  Id of the track")]
    [InlineData("validate", "<track.json> [options]", "  <track.json>  The track file")]
    public async Task What_may_be_left_out_stands_in_brackets(string command, string usage, string argument)
    {
        var ran = await _slop.RunAsync(command, "--help");

        Assert.Contains($" {command} {usage}\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains($"\n{argument}", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n  status [<track>] ")]
    [InlineData("\n  retry [<track>] <ticket> ")]
    [InlineData("\n  run <track.json> ")]
    public async Task The_list_of_commands_has_the_same_brackets(string line) =>
        Assert.Contains(line, (await _slop.RunAsync("--help")).Out, StringComparison.Ordinal);
}
