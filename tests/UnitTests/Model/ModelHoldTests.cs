using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Model;

/// <summary>A provider that has asked to wait is not asked again by anybody until that is over.</summary>
public sealed class ModelHoldTests : IDisposable
{
    private static readonly ModelName Lite = new("gemini", "lite");
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(Bench.Now);
    private readonly CallLimiter _limiter;

    public ModelHoldTests() => _limiter = new(() => new SlopSettings(), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public async Task A_call_that_waits_says_for_what()
    {
        var (first, second) = (new QueuedCall("csv", Lite, 10), new QueuedCall("csv", Lite, 10));
        _limiter.Refused(first, Half);
        var place = _limiter.EnterAsync(second, Token);

        var until = Bench.Now + Half;
        Assert.Equal(
            $"waits until {until:HH:mm:ss} UTC: the provider of gemini:lite is busy and asked for that", _limiter.Describe(second));
        // An equal call of another ticket is not this one.
        Assert.Null(_limiter.Describe(first));

        _time.Advance(Half);
        using var entered = await place;
        Assert.Null(_limiter.Describe(second));
    }

    [Fact]
    public void After_a_wait_one_call_goes_first_and_each_answer_makes_room_for_one_more()
    {
        var hold = ModelHold.AfterRefusal(null, Bench.Now, Half, 1);

        Assert.False(hold.Allows(Bench.Now + Half - TimeSpan.FromTicks(1)));
        Assert.Equal(1, Started(ref hold));
        hold = hold.AfterAnswer(1).AfterEnd(1);
        Assert.Equal(2, Started(ref hold));
        hold = hold.AfterAnswer(1).AfterEnd(1).AfterAnswer(1).AfterEnd(1);
        Assert.Equal(4, Started(ref hold));
    }

    [Fact]
    public void A_call_that_ends_without_an_answer_makes_room_for_itself_only()
    {
        var hold = ModelHold.AfterRefusal(null, Bench.Now, Half, 1);

        Assert.Equal(1, Started(ref hold));
        hold = hold.AfterEnd(1);
        Assert.Equal(1, Started(ref hold));
    }

    [Fact]
    public void What_was_under_way_before_a_refusal_says_nothing_about_what_comes_after_it()
    {
        var hold = ModelHold.AfterRefusal(null, Bench.Now, Half, 2).AfterAnswer(null).AfterEnd(null).AfterAnswer(1).AfterEnd(1);

        Assert.Equal(1, Started(ref hold));
    }

    [Fact]
    public void A_new_refusal_holds_again_and_never_shortens_the_wait()
    {
        var wide = ModelHold.AfterRefusal(null, Bench.Now, Half, 1) with { Width = 5 };

        var longer = ModelHold.AfterRefusal(wide, Bench.Now + Half, Half, 2);
        var shorter = ModelHold.AfterRefusal(wide, Bench.Now, TimeSpan.FromSeconds(1), 2);

        Assert.Equal((Bench.Now + (2 * Half), 1, 0), (longer.Until, longer.Width, longer.Running));
        Assert.Equal(Bench.Now + Half, shorter.Until);
    }

    [Fact]
    public void A_hold_is_forgotten_when_enough_calls_were_answered_or_nobody_came_for_long()
    {
        var hold = ModelHold.AfterRefusal(null, Bench.Now, Half, 1);
        var late = Bench.Now + Half + ModelHold.Remembered;

        Assert.False(hold.IsOver(Bench.Now, concurrency: 1));
        Assert.False(hold.IsOver(Bench.Now + Half, concurrency: 2));
        Assert.True(hold.AfterAnswer(1).IsOver(Bench.Now + Half, concurrency: 2));
        Assert.True(hold.IsOver(late, concurrency: 2));
        Assert.False(hold.AfterStart().IsOver(late, concurrency: 2));
    }

    [Fact]
    public async Task A_refusal_holds_the_calls_of_all_tracks_and_they_come_back_one_after_the_other()
    {
        await RefuseAsync();
        var waiting = Enumerable.Range(0, 6).Select(i => _limiter.EnterAsync(Call($"track {i}"), Token)).ToList();

        _time.Advance(Half - TimeSpan.FromMilliseconds(1));
        Assert.Equal(6, _limiter.Waiting);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, _limiter.Waiting);
        await AnswerAsync(waiting);
        Assert.Equal(3, _limiter.Waiting);
        await AnswerAsync(waiting);
        await AnswerAsync(waiting);
        Assert.Equal(0, _limiter.Waiting);
    }

    [Fact]
    public async Task A_refusal_of_the_first_one_holds_the_others_again()
    {
        await RefuseAsync();
        var waiting = Enumerable.Range(0, 3).Select(i => _limiter.EnterAsync(Call($"track {i}"), Token)).ToList();
        _time.Advance(Half);

        using (var first = await await Task.WhenAny(waiting))
        {
            await RefuseAsync(first);
        }

        Assert.Equal(2, _limiter.Waiting);
        _time.Advance(Half);
        Assert.Equal(1, _limiter.Waiting);
    }

    [Fact]
    public async Task A_bad_reply_is_an_answer_too_and_a_failure_that_says_nothing_makes_room_for_one_only()
    {
        await RefuseAsync();
        var waiting = Enumerable.Range(0, 6).Select(i => _limiter.EnterAsync(Call($"track {i}"), Token)).ToList();
        _time.Advance(Half);

        await FailAsync(waiting, FailureKind.Transient);
        Assert.Equal(4, _limiter.Waiting);
        await FailAsync(waiting, FailureKind.Quality);
        Assert.Equal(2, _limiter.Waiting);
    }

    [Fact]
    public async Task Other_models_the_same_model_with_another_key_and_scripted_ones_are_not_held()
    {
        ModelName scripted = new("scripted", "1");
        await RefuseAsync();
        using (var place = await _limiter.EnterAsync(Call("a", scripted), Token))
        {
            await RefuseAsync(place);
        }

        var held = _limiter.EnterAsync(Call("a"), Token);
        foreach (var free in new[] { new("gemini", "pro"), new("vertex", Lite.Name), scripted })
        {
            (await _limiter.EnterAsync(Call("a", free), Token)).Dispose();
        }

        Assert.Equal(1, _limiter.Waiting);
        _time.Advance(Half);
        (await held).Dispose();
    }

    [Fact]
    public async Task A_failure_without_a_delay_and_a_used_up_day_hold_nobody()
    {
        foreach (var failure in new[]
                 {
                     new ModelReplyException(FailureKind.Transient, "503", null, Usage.None),
                     new ModelReplyException(FailureKind.Quota, "429", TimeSpan.FromHours(1), Usage.None),
                 })
        {
            using var place = await _limiter.EnterAsync(Call("a"), Token);
            await Assert.ThrowsAsync<ModelReplyException>(() => place.WatchAsync<int>(() => throw failure));
        }

        (await _limiter.EnterAsync(Call("b"), Token)).Dispose();
    }

    [Fact]
    public async Task One_who_gives_up_while_a_model_is_held_is_forgotten()
    {
        using var stop = new CancellationTokenSource();
        await RefuseAsync();
        var waiting = _limiter.EnterAsync(Call("a"), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _limiter.Waiting);
    }

    private static int Started(ref ModelHold hold)
    {
        while (hold.Allows(Bench.Now + Half))
        {
            hold = hold.AfterStart();
        }

        return hold.Running;
    }

    private static QueuedCall Call(string track, ModelName? model = null) => new(track, model ?? Lite, 100);

    private static Task<ModelReplyException> RefuseAsync(CallPlace place) => Assert.ThrowsAsync<ModelReplyException>(
        () => place.WatchAsync<int>(() => throw new ModelReplyException(FailureKind.Transient, "429", Half, Usage.None)));

    private async Task RefuseAsync()
    {
        using var place = await _limiter.EnterAsync(Call("a"), Token);
        await RefuseAsync(place);
    }

    /// <summary>Fails the first of the calls that have their turn.</summary>
    private static async Task FailAsync(List<Task<CallPlace>> calls, FailureKind kind)
    {
        var first = await Task.WhenAny(calls);
        calls.Remove(first);
        using var place = await first;
        await Assert.ThrowsAsync<ModelReplyException>(
            () => place.WatchAsync<int>(() => throw new ModelReplyException(kind, "no", null, Usage.None)));
    }

    /// <summary>Answers the first of the calls that have their turn.</summary>
    private static async Task AnswerAsync(List<Task<CallPlace>> calls)
    {
        var first = await Task.WhenAny(calls);
        calls.Remove(first);
        using var place = await first;
        Assert.Equal(7, await place.WatchAsync(() => Task.FromResult(7)));
    }
}
