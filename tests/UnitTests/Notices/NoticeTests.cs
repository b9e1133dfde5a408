using System.Text.Json;
using SlopTemporal.Activities.Notices;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Settings;
using SlopTemporal.UnitTests.Local;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace SlopTemporal.UnitTests.Notices;

public sealed class NoticeTests : IDisposable
{
    private static readonly Notice Notice = new()
    {
        Id = "csv/1/gate_opened/parser/spawn-1",
        Event = NoticeKind.GateOpened,
        Track = "csv",
        Title = "CSV",
        Status = TrackStatus.Waiting,
        Gate = "parser/spawn-1",
        Command = "slop approve csv parser/spawn-1",
        At = DateTimeOffset.UnixEpoch,
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_reads_the_notice_and_none_of_our_keys()
    {
        await NotifyAsync(new() { NotifyCommand = $"cat > '{_folder.In("told.json")}'; env > '{_folder.In("env")}'" });

        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.In("told.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ("gate_opened", "parser/spawn-1", "slop approve csv parser/spawn-1"),
            (Text(told, "event"), Text(told, "gate"), Text(told, "command")));
        Assert.DoesNotContain(
            PlantedSecret.Value,
            await File.ReadAllTextAsync(_folder.In("env"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_gets_the_same()
    {
        await using var webhook = await FakeWebhook.StartAsync();

        await NotifyAsync(new() { NotifyUrl = new(webhook.Address, "secret") });

        var (method, path, type, body) = Assert.Single(webhook.Received);
        Assert.Equal(("POST", "/secret", "application/json; charset=utf-8"), (method, path, type));
        Assert.Equal(Notice, JsonSerializer.Deserialize<Notice>(body, SlopJson.Options));
    }

    [Fact]
    public async Task What_reaches_nobody_fails_for_another_try_and_does_not_tell_the_address()
    {
        await using var webhook = await FakeWebhook.StartAsync();
        // The port is taken at this address, so nobody else can listen at the other.
        var nobody = new Uri(webhook.Address.ToString().Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => NotifyAsync(new() { NotifyCommand = "exit 3", NotifyUrl = new(nobody, "secret") }));

        Assert.False(failure.NonRetryable);
        Assert.StartsWith("notify_command ended with 3; notify_url could not be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(webhook.Received);
    }

    [Fact]
    public async Task Without_settings_nobody_is_told_and_that_is_no_failure() =>
        Assert.Null(await Record.ExceptionAsync(() => NotifyAsync(new())));

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();

    private async Task NotifyAsync(SlopSettings settings)
    {
        var home = new SlopHome(_folder.In("home"));
        Directory.CreateDirectory(home.Root);
        var activities = new NoticeActivities(home, ProcessRunner.Shared, () => settings);
        await new ActivityEnvironment().RunAsync(() => activities.NotifyAsync(Notice));
    }
}
