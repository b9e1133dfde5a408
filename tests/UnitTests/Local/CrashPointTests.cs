using System.Reflection;
using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

public sealed class CrashPointTests
{
    [Theory]
    [InlineData(null, "edit.renamed", new[] { false, false })]
    [InlineData("", "edit.renamed", new[] { false, false })]
    [InlineData("edit.renamed", "edit.renamed", new[] { true, false, false })]
    [InlineData("edit.renamed:3", "edit.renamed", new[] { false, false, true, false })]
    [InlineData("edit.renamed:3", "edit.temp_written", new[] { false, false, false })]
    public void The_armed_hit_and_no_other_is_due(string? armed, string hit, bool[] due)
    {
        var plan = CrashPlan.Parse(armed);

        Assert.Equal(due, due.Select(_ => plan.ShouldCrash(hit)));
    }

    [Fact]
    public void The_kill_is_claimed_once_for_each_marker_file()
    {
        using var folder = new TempFolder();

        Assert.True(CrashPoint.TryClaim(folder.In("crashed")));
        Assert.False(CrashPoint.TryClaim(folder.In("crashed")));
        Assert.True(CrashPoint.TryClaim(null));
    }

    [Fact]
    public void Every_constant_is_in_the_registry_once()
    {
        var constants = typeof(CrashPoints).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(
            field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants, CrashPoint.Names);
        Assert.Equal(CrashPoint.Names.Count, CrashPoint.Names.Distinct().Count());
    }
}
