using System.Net;
using System.Text;
using System.Text.Json;
using SlopTemporal.Activities.Notices;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
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
        Environment.SetEnvironmentVariable("GEMINI_API_KEY", "planted");
        await NotifyAsync(new() { NotifyCommand = $"cat > '{_folder.In("told.json")}'; env > '{_folder.In("env")}'" });
        Environment.SetEnvironmentVariable("GEMINI_API_KEY", null);

        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.In("told.json"), TestContext.Current.CancellationToken));
        Assert.Equal(("gate_opened", "parser/spawn-1", "slop approve csv parser/spawn-1"), (Text(told, "event"), Text(told, "gate"), Text(told, "command")));
        Assert.DoesNotContain("planted", await File.ReadAllTextAsync(_folder.In("env"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_gets_the_same()
    {
        using var listener = Listen(out var url);
        var notified = NotifyAsync(new() { NotifyUrl = new($"{url}secret") });
        var call = await listener.GetContextAsync().WaitAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        call.Response.Close();
        await notified;

        Assert.Equal(("POST", "/secret", "application/json; charset=utf-8"), (call.Request.HttpMethod, call.Request.RawUrl, call.Request.ContentType));
        Assert.Equal(Notice, JsonSerializer.Deserialize<Notice>(body, SlopJson.Options));
    }

    [Fact]
    public async Task What_reaches_nobody_fails_for_another_try_and_does_not_tell_the_address()
    {
        using (Listen(out var url))
        {
            // Free again, and nobody listens.
            url = url.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
            var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => NotifyAsync(new() { NotifyCommand = "exit 3", NotifyUrl = new($"{url}secret") }));

            Assert.False(failure.NonRetryable);
            Assert.StartsWith("notify_command ended with 3; notify_url could not be reached", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_settings_nobody_is_told() => await NotifyAsync(new());

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();

    private static HttpListener Listen(out string url)
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var listener = new HttpListener { Prefixes = { url } };
        listener.Start();
        return listener;
    }

    private async Task NotifyAsync(SlopSettings settings)
    {
        var home = new SlopHome(_folder.In("home"));
        Directory.CreateDirectory(home.Root);
        var activities = new NoticeActivities(home, ProcessRunner.Shared, () => settings);
        await new ActivityEnvironment().RunAsync(() => activities.NotifyAsync(Notice));
    }
}
