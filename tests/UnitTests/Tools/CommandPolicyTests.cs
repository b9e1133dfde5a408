using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Tools;

public sealed class CommandPolicyTests
{
    [Theory]
    [InlineData(SandboxMode.Auto, false, true, "sandbox sandbox sandbox")]
    [InlineData(SandboxMode.Required, false, true, "sandbox sandbox sandbox")]
    [InlineData(SandboxMode.Off, false, true, "direct direct direct")]
    [InlineData(SandboxMode.Auto, false, false, "refused refused refused")]
    [InlineData(SandboxMode.Auto, true, false, "refused direct direct")]
    [InlineData(SandboxMode.Required, true, false, "refused refused refused")]
    [InlineData(SandboxMode.Off, false, false, "direct direct direct")]
    public void Where_commands_run(SandboxMode mode, bool trusted, bool works, string places)
    {
        var document = new TrackDocument { Track = new() { Id = "t" }, Sandbox = mode, Trusted = trusted };
        CommandPurpose[] purposes = [CommandPurpose.Tool, CommandPurpose.Setup, CommandPurpose.Verify];

        var decided = purposes.Select(p => CommandPolicy.Decide(document, works ? null : "bwrap is not installed", p)).ToArray();

        Assert.Equal(places, string.Join(' ', decided.Select(d => d.Place)).ToLowerInvariant());
        Assert.All(decided, d => Assert.Equal(
            d.Place == CommandPlace.Refused,
            d.Refusal?.Contains("bwrap is not installed", StringComparison.Ordinal) ?? false));
    }
}
