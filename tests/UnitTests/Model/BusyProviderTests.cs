using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Three tracks of six tickets and a provider that is busy for half a minute.</summary>
public sealed class BusyProviderTests : IAsyncLifetime
{
    private const int Tickets = 18;

    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(Bench.Now);
    private GeminiBench _gemini = null!;
    private CallLimiter _limiter = null!;
    private Bench[] _benches = [];
    private int _retriesToCome;

    public async ValueTask InitializeAsync()
    {
        _gemini = await GeminiBench.StartAsync();
        _limiter = new(() => new SlopSettings(), _time);
    }

    public ValueTask DisposeAsync()
    {
        _limiter.Dispose();
        Array.ForEach(_benches, b => b.Dispose());
        return _gemini.DisposeAsync();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Only_calls_that_were_out_already_meet_a_busy_provider_and_afterwards_one_goes_first(int status)
    {
        using var answer = new ManualResetEventSlim();
        _gemini.Server.Otherwise = exchange =>
        {
            if (_time.GetUtcNow() < Bench.Now + Asked)
            {
                return status == 429
                    ? Errors.TooMany("30s")
                    : Errors.Of(503, "UNAVAILABLE", "The model is overloaded.") with { Headers = [("Retry-After", "30")] };
            }

            answer.Wait(TestContext.Current.CancellationToken);
            return Say.Text("OK")(exchange);
        };
        _benches = [.. Enumerable.Range(0, Tickets).Select(i => Ticket($"track-{i % 3}"))];
        var work = _benches.Select(WorkAsync).ToList();

        await Eventually.HoldsAsync(() => _limiter.Waiting + _retriesToCome == Tickets || work.Exists(w => w.IsCompleted));
        await Task.WhenAll(work.Where(w => w.IsCompleted));
        var refused = _gemini.Server.Requests.Count;
        Assert.InRange(refused, 1, new Domain.Models.ModelCard { Model = "" }.Concurrency);

        // Whoever was refused comes back later than was asked: only those who wait are left at the very end of the wait.
        var waiting = _limiter.Waiting;
        _time.Advance(Asked - TimeSpan.FromMilliseconds(1));
        Assert.Equal((waiting, refused), (_limiter.Waiting, _gemini.Server.Requests.Count));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(waiting - 1, _limiter.Waiting);

        _time.Advance(Asked * 0.2);
        answer.Set();
        var results = await Task.WhenAll(work);

        Assert.Equal(Tickets + refused, _gemini.Server.Requests.Count);
        Assert.Equal(refused, results.Sum(r => r.Tries.Sum(t => t.Usage.Calls)));
    }

    /// <summary>As the server does it: a failed activity is started again after the delay that it named.</summary>
    private async Task<TurnResult> WorkAsync(Bench bench)
    {
        while (true)
        {
            try
            {
                return await bench.TurnAsync();
            }
            catch (ApplicationFailureException e) when (e.ErrorType == Failures.ModelTransient)
            {
                Assert.True(e.NextRetryDelay >= Asked);
                var delay = Task.Delay(e.NextRetryDelay!.Value, _time, TestContext.Current.CancellationToken);
                Interlocked.Increment(ref _retriesToCome);
                await delay;
                Interlocked.Decrement(ref _retriesToCome);
            }
        }
    }

    private Bench Ticket(string track) =>
        new(change: d => d with { Script = null, Ladder = [new("gemini", GeminiBench.Model)] }, track: track)
        {
            Limiter = _limiter,
            Provider = new GeminiProvider(_gemini.Options, TimeProvider.System),
        };
}
