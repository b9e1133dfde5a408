using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.RealRepositories;

/// <summary>
/// A package registry that only this machine can reach: fixed answers at fixed paths, and a list of what was asked for. It has a name that
/// nobody knows, and is reached as its own proxy: commands of tracks reach no address of this machine.
/// </summary>
internal sealed class Registry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _served = [];
    private readonly WebApplication _app;

    private Registry()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public const string Host = "registry.example";

    /// <summary>Without a slash at the end.</summary>
    public const string Address = "http://" + Host;

    /// <summary>Where it is reached, as a proxy for its own name.</summary>
    public string Proxy => _app.Urls.Single();

    public int Port => new Uri(Proxy).Port;

    public static async Task<Registry> StartAsync()
    {
        var registry = new Registry();
        await registry._app.StartAsync();
        return registry;
    }

    /// <param name="path">Begins with a slash.</param>
    public void Serve(string path, string type, byte[] content) => _answers[path] = (type, content);

    public void Serve(string path, string type, string text) => Serve(path, type, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>How often a file whose path ends so was downloaded.</summary>
    public int Downloads(string ending) => _served.Count(path => path.EndsWith(ending, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!_answers.TryGetValue(path, out var answer))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _served.Enqueue(path);
        context.Response.ContentType = answer.Type;
        context.Response.ContentLength = answer.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(answer.Content);
        }
    }
}
