using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using SlopTemporal.Activities;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Processes;
using SlopTemporal.Worker;

InheritedDescriptors.Keep();
if (args is [ProbeReport.ModeName, .. var asked])
{
    return await ProbeMode.RunAsync(asked);
}

CrashPoint.Arm();
var home = SlopHome.Resolve(args is ["--home", var folder, ..] ? folder : null);
using var homeLock = FileLock.TryAcquire(Path.Combine(home.Locks, "worker.lock"));
if (homeLock is null)
{
    await Console.Error.WriteLineAsync($"Another worker runs in {home.Root}; `slop down --worker` stops it.");
    return ExitCode.HomeIsTaken;
}

// Commands of earlier workers that ran without a sandbox.
OrphanedCommands.Kill(home);

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("SLOP_");
builder.Logging.ClearProviders()
    .AddConsole(o => o.FormatterName = LogLines.FormatterName)
    .AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
builder.Services.AddOptions<WorkerSettings>().Bind(builder.Configuration.GetSection("WORKER")).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<WorkerSettings>, WorkerSettingsValidator>();
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
builder.Services.AddSlopActivities(home);
var instance = $"{Environment.ProcessId}-{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}";
builder.Services.AddSingleton(new WorkerIdentity(home.Id, instance, home.TaskQueue));
builder.Services.AddSingleton<RunningActivities>();
builder.Services.AddSingleton<WorkerVersion>();
builder.Services.AddHostedService<TrackWorker>();
using var host = builder.Build();
host.Services.GetRequiredService<Git>().Trash.Empty();
await host.RunAsync();
return Environment.ExitCode;
