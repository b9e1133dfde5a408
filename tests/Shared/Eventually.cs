using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SlopTemporal.Tests;

/// <summary>Waits for what another process or thread will do: looks again and again with a pause, and never without a bound.</summary>
internal static class Eventually
{
    /// <summary>Far above what a busy machine needs: reaching it means that it will not happen.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The first thing seen of which <paramref name="holds"/> is true.</summary>
    /// <param name="look">Asks for the present state.</param>
    /// <param name="holds">What is waited for.</param>
    /// <param name="limit">Null: <see cref="Limit"/>.</param>
    /// <param name="pause">Between two looks; null: 20 ms, for a look that costs little.</param>
    /// <param name="wanted">The text of <paramref name="holds"/>, for the failure, which also shows what was seen last.</param>
    public static async Task<T> SeeAsync<T>(
        Func<Task<T>> look, Func<T, bool> holds, TimeSpan? limit =
            null, TimeSpan? pause = null, [CallerArgumentExpression(nameof(holds))] string wanted = "")
    {
        var (started, most) = (TimeProvider.System.GetTimestamp(), limit ?? Limit);
        while (true)
        {
            var seen = await look();
            if (holds(seen))
            {
                return seen;
            }

            if (TimeProvider.System.GetElapsedTime(started) > most)
            {
                Assert.Fail($"In {most.TotalSeconds:0} s it did not come to `{wanted}`. Last seen: {Text(seen)}");
            }

            await Task.Delay(pause ?? Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until <paramref name="holds"/> is true.</summary>
    /// <param name="holds">What is waited for.</param>
    /// <param name="limit">Null: <see cref="Limit"/>.</param>
    /// <param name="wanted">The text of <paramref name="holds"/>, for the failure.</param>
    public static Task HoldsAsync(Func<bool> holds, TimeSpan? limit = null, [CallerArgumentExpression(nameof(holds))] string wanted = "") =>
        SeeAsync(() => Task.FromResult(holds()), held => held, limit, wanted: wanted);

    private static string Text<T>(T seen) => seen as string ?? JsonSerializer.Serialize(seen);
}
