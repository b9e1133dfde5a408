using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SlopTemporal.Worker;

/// <summary>Settings of the worker process; each can be set by environment as <c>SLOP_WORKER__NAME</c>.</summary>
internal sealed class WorkerSettings
{
    /// <summary>Maximum of activities at the same time. They wait for models and child processes most of their time.</summary>
    [Range(1, 1000)]
    public int Activities { get; init; } = 64;

    /// <summary>Maximum of workflow tasks at the same time; the SDK needs 2.</summary>
    [Range(2, 1000)]
    public int WorkflowTasks { get; init; } = 20;

    /// <summary>Workflows kept in memory between two tasks.</summary>
    [Range(0, 100_000)]
    public int CachedWorkflows { get; init; } = 500;

    /// <summary>Time for running activities to end by themselves at a shutdown, in seconds.</summary>
    [Range(0, 3600)]
    public int GracefulSeconds { get; init; } = 5;

    /// <summary>Interval between two checks of the connection, in milliseconds.</summary>
    [Range(100, 60_000)]
    public int HealthMilliseconds { get; init; } = 1000;
}

/// <summary>Generated from the ranges above; a setting out of range ends the worker at its start.</summary>
[OptionsValidator]
internal sealed partial class WorkerSettingsValidator : IValidateOptions<WorkerSettings>;
