using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;

namespace SlopTemporal.FakeGemini;

/// <summary>Takes what is posted to it, and answers with nothing.</summary>
public sealed class FakeWebhook : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeWebhook(WebApplication app, ConcurrentQueue<(string Method, string Path, string? ContentType, string Body)> received)
    {
        _app = app;
        Received = received;
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>In the order in which it came.</summary>
    public IReadOnlyCollection<(string Method, string Path, string? ContentType, string Body)> Received { get; }

    public static async Task<FakeWebhook> StartAsync()
    {
        var received = new ConcurrentQueue<(string, string, string?, string)>();
        return new(
            await Loopback.StartAsync(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                received.Enqueue(
                    (context.Request.Method, context.Request.Path, context.Request.ContentType, await reader.ReadToEndAsync()));
            }),
            received);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
