using System.Reflection;

namespace SlopTemporal.UnitTests.Architecture;

/// <summary>Which project may see which.</summary>
public sealed class WallTests
{
    [Theory]
    [InlineData("Domain", "System")]
    [InlineData(
        "Workflows",
        "System",
        "SlopTemporal.Domain",
        "Temporalio",
        "Google.Protobuf",
        "NexusRpc",
        "Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("Local", "System", "SlopTemporal.Domain", "YamlDotNet", "Microsoft.Win32", "DiffPlex")]
    [InlineData("FakeGemini", "System", "Microsoft.AspNetCore", "Microsoft.Extensions")]
    public void A_project_sees_only_what_it_may(string project, params string[] allowed)
    {
        var references = Assembly.Load($"SlopTemporal.{project}").GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(references, r => !allowed.Any(a => r == a || r.StartsWith(a + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_starter_sees_no_activities_and_no_worker()
    {
        var references = Assembly.Load("SlopTemporal.Starter").GetReferencedAssemblies().Select(a => a.Name);

        Assert.DoesNotContain("SlopTemporal.Activities", references);
        Assert.DoesNotContain("SlopTemporal.Worker", references);
    }
}
