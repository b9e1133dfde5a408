using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Notices;

/// <summary>Tells people by their own command and webhook, as the settings say at that moment.</summary>
internal sealed class NoticeActivities(SlopHome home, ProcessRunner runner, Func<SlopSettings> settings) : INoticeActivities
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>What a command of the person needs of the environment; keys are not among it.</summary>
    internal static IReadOnlyList<string> Inherited { get; } =
        ["PATH", "HOME", "USER", "LANG", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"];

    private static readonly HttpClient Http = new() { Timeout = Timeout };

    /// <inheritdoc/>
    [Activity]
    public async Task NotifyAsync(Notice notice)
    {
        var current = settings();
        var json = JsonSerializer.Serialize(notice, SlopJson.Options);
        string?[] outcomes =
        [
            current.NotifyCommand is { } command ? await RunAsync(command, json) : null,
            current.NotifyUrl is { } url ? await PostAsync(url, json) : null,
        ];
        var failures = outcomes.OfType<string>().ToList();
        if (failures.Count > 0)
        {
            throw new ApplicationFailureException(string.Join("; ", failures), Failures.Notice);
        }
    }

    private async Task<string?> RunAsync(string command, string json)
    {
        try
        {
            var result = await runner.RunAsync(
                new()
                {
                    File = "/bin/sh",
                    Arguments = ["-c", command],
                    WorkingDirectory = home.Root,
                    Environment = Inherited
                        .Where(n => Environment.GetEnvironmentVariable(n) is not null)
                        .ToDictionary(n => n, n => Environment.GetEnvironmentVariable(n)!),
                    Input = Encoding.UTF8.GetBytes(json),
                    Timeout = Timeout,
                },
                ActivityExecutionContext.Current.CancellationToken);
            return result switch
            {
                { TimedOut: true } => $"notify_command took longer than {Timeout.TotalSeconds:0} s",
                { ExitCode: 0 } => null,
                _ => $"notify_command ended with {result.ExitCode}",
            };
        }
        catch (ProcessStartException e)
        {
            return e.Message;
        }
    }

    private static async Task<string?> PostAsync(Uri url, string json)
    {
        try
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await Http.PostAsync(url, content, ActivityExecutionContext.Current.CancellationToken);
            return response.IsSuccessStatusCode ? null : $"notify_url answered {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException
            && !ActivityExecutionContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Its message may name the address, which may hold a secret.
            return $"notify_url could not be reached ({e.GetType().Name})";
        }
    }
}
