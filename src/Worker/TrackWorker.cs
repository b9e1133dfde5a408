using Microsoft.Extensions.Options;
using SlopTemporal.Activities;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Signing;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace SlopTemporal.Worker;

/// <summary>
/// The home's one Temporal worker: connects, checks that this build fits what is open, has the lost activities of earlier workers
/// retried, then polls.
/// </summary>
internal sealed class TrackWorker(
    SlopHome home,
    WorkerIdentity identity,
    WorkerVersion version,
    RunningActivities running,
    IOptions<WorkerSettings> settings,
    IServiceProvider services,
    ILoggerFactory loggers,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger<TrackWorker>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var client = await Connection.ConnectAsync(home, identity, _logger, stoppingToken);
            _logger.Connected(client.Connection.Options.TargetHost ?? "", client.Options.Namespace, identity.TaskQueue, version.Name);
            if (version.Changed && await OpenHistories.FindIncompatibleAsync(client, identity.TaskQueue, stoppingToken) is { } incompatible)
            {
                var folder = Path.Combine(home.Bin, version.Last ?? "");
                Refuse($"This build cannot go on with {incompatible}. Build {version.Last} can: it lies in {folder}.");
                return;
            }

            var reconciler = new Reconciler(client, identity, running, loggers.CreateLogger<Reconciler>());
            await reconciler.FailEarlierInstancesAsync(stoppingToken);
            await PollAsync(client, reconciler, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A shutdown that was asked for.
        }
    }

    private async Task PollAsync(TemporalClient client, Reconciler reconciler, CancellationToken stoppingToken)
    {
        var server = client.Connection.Options.TargetHost ?? "";
        await using var webUi = new WebUiProxy(home, client.Options.DataConverter.PayloadCodec!, _logger);
        using var worker = new TemporalWorker(client, Options());
        await webUi.TakeAddressAsync(server, stoppingToken);
        await worker.ExecuteAsync(
            async () =>
            {
                version.Save();
                ReadyFile.Write(home, version.Name, server);
                await webUi.ServeAsync(stoppingToken);
                await WatchConnectionAsync(client, BackAsync, stoppingToken);
            },
            stoppingToken);

        async Task BackAsync()
        {
            _logger.ServerIsBack(await reconciler.FailLostAsync(stoppingToken));
            // It may have been started without a Web UI before, and with one now.
            await webUi.TakeAddressAsync(server, stoppingToken);
            await webUi.ServeAsync(stoppingToken);
        }
    }

    private TemporalWorkerOptions Options()
    {
        var options = new TemporalWorkerOptions(identity.TaskQueue)
        {
            Interceptors =
            [
                running,
                new SignatureGuard(_logger.Refused),
                new RetryReporter(loggers.CreateLogger<RetryReporter>()),
            ],
            Identity = identity.Name,
            Tuner = WorkerTuner.CreateFixedSize(settings.Value.WorkflowTasks, settings.Value.Activities, localActivitySlots: 1),
            MaxCachedWorkflows = settings.Value.CachedWorkflows,
            StickyQueueScheduleToStartTimeout = TimeSpan.FromMilliseconds(500),
            GracefulShutdownTimeout = TimeSpan.FromSeconds(settings.Value.GracefulSeconds),
            // A cancel is noticed within this.
            MaxHeartbeatThrottleInterval = TimeSpan.FromSeconds(3),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromSeconds(3),
            LoggerFactory = loggers,
        };
        foreach (var type in ActivitiesServiceCollectionExtensions.ActivityTypes)
        {
            foreach (var activity in ActivityDefinition.CreateAll(type, services.GetRequiredService(type)))
            {
                options.AddActivity(WithoutRequired(activity));
            }
        }

        return options.AddWorkflow<TrackWorkflow>().AddWorkflow<PlanWorkflow>().AddWorkflow<TicketWorkflow>();
    }

    /// <summary>An input that is missing reaches the interceptors, which refuse it; else it would be retried for ever.</summary>
    private static ActivityDefinition WithoutRequired(ActivityDefinition activity) => ActivityDefinition.Create(
        activity.Name, activity.ReturnType, activity.ParameterTypes, requiredParameterCount: 0, activity.InvokeAsync);

    /// <summary>Notices a server that was away: what it believes to run here may be gone, and what ran may have been given up.</summary>
    private async Task WatchConnectionAsync(TemporalClient client, Func<Task> back, CancellationToken stoppingToken)
    {
        var up = true;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.Value.HealthMilliseconds));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await client.Connection.CheckHealthAsync(options: new() { Retry = false, Timeout = TimeSpan.FromSeconds(2) });
                if (!up)
                {
                    await back();
                    up = true;
                }
            }
            catch (RpcException e)
            {
                if (up)
                {
                    _logger.ServerWasLost(e.Message);
                }

                up = false;
            }
        }
    }

    private void Refuse(string reason)
    {
        _logger.CannotStart(reason);
        ExitCode.Set(ExitCode.IncompatibleHistory);
        lifetime.StopApplication();
    }
}
