using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Local.Home;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class RegistrationTests
{
    [Fact]
    public void Every_activity_of_the_contracts_can_be_built_and_registered()
    {
        using var provider = new ServiceCollection().AddSlopActivities(new SlopHome("unused")).BuildServiceProvider();
        var contracts = typeof(IWorkspaceActivities).Assembly.GetTypes().Where(t => t.IsInterface).SelectMany(t => t.GetMethods()).Where(
            m => m.GetCustomAttribute<ActivityAttribute>() is not null);

        var registered = ActivitiesServiceCollectionExtensions.ActivityTypes.SelectMany(
            type => ActivityDefinition.CreateAll(type, provider.GetRequiredService(type)));

        Assert.Equal(contracts.Select(m => m.Name[..^"Async".Length]).Order(), registered.Select(a => a.Name!).Order());
    }
}
