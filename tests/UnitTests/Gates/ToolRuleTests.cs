using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Gates;

public sealed class ToolRuleTests
{
    private static readonly ToolRule[] Rules =
    [
        new() { Tool = "run_command", Prefix = "dotnet restore", Policy = RulePolicy.Allow },
        new() { Tool = "run_command", Prefix = "curl", Policy = RulePolicy.Deny, Priority = 5 },
        new() { Tool = "run_command", Prefix = "npm", Policy = RulePolicy.Allow },
        new() { Tool = "run_command", Prefix = "npm publish", Policy = RulePolicy.Deny },
        new() { Tool = "write_file", Prefix = ".github/", Policy = RulePolicy.Ask },
    ];

    [Theory]
    [InlineData("dotnet restore", RulePolicy.Allow)]
    [InlineData("  dotnet   restore --locked-mode src/A.csproj", RulePolicy.Allow)]
    [InlineData("npm ci", RulePolicy.Allow)]
    [InlineData("npm publish --tag x", RulePolicy.Deny)]
    [InlineData("curl https://a", RulePolicy.Deny)]
    [InlineData("true && curl https://a", RulePolicy.Deny)]
    [InlineData("dotnet restore | curl https://a", RulePolicy.Deny)]
    [InlineData("echo $(curl https://a)", RulePolicy.Deny)]
    public void A_command_falls_under_the_strongest_rule(string command, RulePolicy expected) => Assert.Equal(expected, Find(command));

    [Theory]
    [InlineData("dotnet")]
    [InlineData("dotnet restored")]
    [InlineData("DOTNET restore")]
    [InlineData("X=1 dotnet restore")]
    [InlineData("dotnet restore; rm -rf .")]
    [InlineData("dotnet restore && sh x")]
    [InlineData("dotnet restore $(sh x)")]
    [InlineData("dotnet restore `sh x`")]
    [InlineData("dotnet restore > /etc/passwd")]
    [InlineData("dotnet restore\nsh x")]
    [InlineData("dotnet restore\rsh x")]
    [InlineData("dotnet restore <(sh x)")]
    [InlineData("dotnet restore {a,b}")]
    [InlineData("dotnet restore *")]
    [InlineData("dotnet restore 'x'")]
    [InlineData("dotnet restore \u0430")]
    public void What_a_shell_may_read_otherwise_is_not_allowed(string command) => Assert.Null(Find(command));

    [Theory]
    [InlineData(".github/workflows/ci.yml", RulePolicy.Ask)]
    [InlineData("./.github/x", RulePolicy.Ask)]
    [InlineData("src/../.github/x", RulePolicy.Ask)]
    [InlineData(".githubx/x", null)]
    [InlineData("src/.github/x", null)]
    public void A_path_falls_under_a_rule_however_it_is_written(string path, RulePolicy? expected) =>
        Assert.Equal(expected, ToolRules.Find(Rules, "write_file", path, isCommand: false)?.Policy);

    [Theory]
    [InlineData(GatePolicy.Policy, true, RulePolicy.Allow, GatePolicy.Auto)]
    [InlineData(GatePolicy.Policy, false, RulePolicy.Ask, GatePolicy.Ask)]
    [InlineData(GatePolicy.Policy, false, RulePolicy.Deny, GatePolicy.Deny)]
    [InlineData(GatePolicy.Policy, true, null, GatePolicy.Ask)]
    [InlineData(GatePolicy.Auto, true, null, GatePolicy.Ask)]
    [InlineData(GatePolicy.Ask, false, RulePolicy.Allow, GatePolicy.Ask)]
    [InlineData(GatePolicy.Ask, false, RulePolicy.Deny, GatePolicy.Deny)]
    [InlineData(GatePolicy.Deny, true, RulePolicy.Allow, GatePolicy.Deny)]
    [InlineData(GatePolicy.Deny, false, null, GatePolicy.Auto)]
    public void A_rule_is_weighed_against_the_policy_of_the_track(GatePolicy tool, bool asks, RulePolicy? rule, GatePolicy expected) =>
        Assert.Equal(expected, new GateRules { Tool = tool }.ForCall(asks, rule));

    private static RulePolicy? Find(string command) => ToolRules.Find(Rules, "run_command", command, isCommand: true)?.Policy;
}
