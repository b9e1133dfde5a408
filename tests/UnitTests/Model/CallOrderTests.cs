using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Model;

public sealed class CallOrderTests
{
    private static readonly ModelName Lite = new("gemini", "lite");
    private static readonly ModelName Pro = new("gemini", "pro");

    [Fact]
    public void The_track_with_the_fewest_calls_comes_first_then_who_came_first()
    {
        QueuedCall[] waiting = [Call("big"), Call("big"), Call("small"), Call("other")];

        Assert.Equal(2, CallOrder.Next(waiting, [Call("big"), Call("other")], _ => 0, Card, maxCalls: 3));
        Assert.Equal(0, CallOrder.Next(waiting, [], _ => 0, Card, maxCalls: 3));
        Assert.Null(CallOrder.Next(waiting, [Call("big"), Call("big"), Call("big")], _ => 0, Card, maxCalls: 3));
        Assert.Null(CallOrder.Next([], [], _ => 0, Card, maxCalls: 3));
    }

    [Fact]
    public void A_model_has_its_own_cap_and_whoever_wants_another_one_overtakes()
    {
        QueuedCall[] waiting = [Call("a"), Call("a", Pro)];

        Assert.Equal(1, CallOrder.Next(waiting, [Call("b"), Call("b")], _ => 0, m => Card(m) with { Concurrency = 2 }, maxCalls: 9));
    }

    [Fact]
    public void Tokens_of_a_minute_are_capped_but_no_call_is_too_large_for_ever()
    {
        var large = new QueuedCall("a", Lite, 1500);
        ModelCard Capped(ModelName model) => Card(model) with { TokensPerMinute = 1000 };

        Assert.Null(CallOrder.Next([Call("a")], [], _ => 950, Capped, maxCalls: 9));
        Assert.Equal(0, CallOrder.Next([Call("a")], [], _ => 900, Capped, maxCalls: 9));
        Assert.Null(CallOrder.Next([large], [], _ => 1, Capped, maxCalls: 9));
        Assert.Equal(0, CallOrder.Next([large], [], _ => 0, Capped, maxCalls: 9));
    }

    [Fact]
    public void A_large_call_is_not_kept_waiting_by_small_ones_that_came_later()
    {
        ModelCard Capped(ModelName model) => Card(model) with { TokensPerMinute = 1000 };

        Assert.Null(CallOrder.Next([new("a", Lite, 900), Call("b")], [], _ => 500, Capped, maxCalls: 9));
        Assert.Equal(1, CallOrder.Next([new("a", Lite, 900), Call("b", Pro)], [], m => m == Lite ? 500 : 0, Capped, maxCalls: 9));
    }

    [Fact]
    public void The_scripted_model_has_no_provider_to_be_spared()
    {
        var scripted = Call("a", new("scripted", "1"));

        var next = CallOrder.Next(
            [scripted], [scripted], _ => 9, m => Card(m) with { Concurrency = 1, TokensPerMinute = 1 }, maxCalls: 9);

        Assert.Equal(0, next);
    }

    [Fact]
    public async Task A_place_that_is_left_goes_to_the_next_and_one_who_gives_up_is_forgotten()
    {
        using var turns = new CallLimiter(() => new SlopSettings { MaxCalls = 1 }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var first = await turns.EnterAsync(Call("a"), Token);
        var second = turns.EnterAsync(Call("a"), stop.Token);
        var third = turns.EnterAsync(Call("a"), Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();
        first.Dispose();

        (await third).Dispose();
        (await turns.EnterAsync(Call("b"), Token)).Dispose();
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_fail_a_call_and_hold_no_place()
    {
        var broken = false;
        using var turns = new CallLimiter(
            () => broken ? throw new SettingsException(["half edited"]) : new SlopSettings { MaxCalls = 1 }, TimeProvider.System);
        var first = await turns.EnterAsync(Call("a"), Token);
        var second = turns.EnterAsync(Call("a"), Token);
        broken = true;

        await Assert.ThrowsAsync<SettingsException>(() => turns.EnterAsync(Call("a"), Token));
        first.Dispose();
        (await second).Dispose();
        broken = false;
        (await turns.EnterAsync(Call("a"), Token)).Dispose();
    }

    [Fact]
    public async Task A_minute_later_the_tokens_are_there_again()
    {
        var time = new FakeTimeProvider();
        var settings = new SlopSettings { Catalogue = new([new() { Model = "lite", TokensPerMinute = 150 }]) };
        using var turns = new CallLimiter(() => settings, time);
        using var first = await turns.EnterAsync(Call("a"), Token);

        var second = turns.EnterAsync(Call("b"), Token);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));

        (await second).Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static QueuedCall Call(string track, ModelName? model = null) => new(track, model ?? Lite, 100);

    private static ModelCard Card(ModelName model) => new() { Model = model.Name };
}
