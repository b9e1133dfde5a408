using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace SlopTemporal.Starter.Hosting;

/// <summary>How long the local server keeps closed workflows: its own 24 hours would lose a night's tickets.</summary>
internal static class Retention
{
    public static async Task SetAsync(ITemporalClient client, int hours, CancellationToken cancellationToken)
    {
        var wanted = TimeSpan.FromHours(hours);
        var service = client.Connection.WorkflowService;
        var found = await service.DescribeNamespaceAsync(
            new() { Namespace = client.Options.Namespace }, new() { CancellationToken = cancellationToken });
        if (found.Config.WorkflowExecutionRetentionTtl.ToTimeSpan() != wanted)
        {
            var update = new UpdateNamespaceRequest
            {
                Namespace = client.Options.Namespace,
                Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(wanted) },
            };
            await service.UpdateNamespaceAsync(update, new() { CancellationToken = cancellationToken });
        }
    }
}
