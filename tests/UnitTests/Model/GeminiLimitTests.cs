using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Silence: the fake holds the connection until the client gives up, so that only the limit under test can end a call.</summary>
public sealed class GeminiLimitTests
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private static readonly Reply Nothing = new() { HoldsBeforeStart = true, Ending = Ending.Hold };

    [Fact]
    public async Task Silence_before_the_first_byte_ends()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { Idle = Never, Total = Never });

        var failure = await bench.FailInSilenceAsync(_ => Nothing, bench.Options.FirstByte);

        Assert.Equal((FailureKind.Transient, "stalled: no byte of a reply within 120 s"), (failure.Kind, failure.Message));
        Assert.Equal(1, failure.Usage.Calls);
    }

    [Fact]
    public async Task A_status_alone_is_not_a_reply()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { Idle = Never, Total = Never });

        var failure = await bench.FailInSilenceAsync(_ => new Reply { Ending = Ending.Hold }, bench.Options.FirstByte);

        Assert.Equal((FailureKind.Transient, "stalled: no byte of a reply within 120 s"), (failure.Kind, failure.Message));
        await LeftAsync(bench);
    }

    [Fact]
    public async Task Silence_within_a_reply_ends_and_closes_the_connection()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { FirstByte = Never, Total = Never });

        var failure = await bench.FailInSilenceAsync(Half, bench.Options.Idle);

        Assert.Equal((FailureKind.Transient, "stalled: 60 s of silence within the reply"), (failure.Kind, failure.Message));
        Assert.True(failure.Usage.Input > 0);
        await LeftAsync(bench);
    }

    [Fact]
    public async Task A_reply_that_never_ends_ends()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { FirstByte = Never, Idle = Never });

        var failure = await bench.FailInSilenceAsync(Half, bench.Options.Total);

        Assert.Equal((FailureKind.Transient, "the reply took longer than 900 s"), (failure.Kind, failure.Message));
        await LeftAsync(bench);
    }

    [Fact]
    public async Task An_error_that_does_not_end_says_enough()
    {
        await using var bench = await GeminiBench.StartAsync(o => o with { FirstByte = Never, Total = Never });
        var idle = bench.Options.Idle;

        var status = await bench.FailInSilenceAsync(_ => Reply.Raw("half a body") with { Status = 503, Ending = Ending.Hold }, idle);
        var within = await bench.FailInSilenceAsync(
            _ => Reply.Raw("{\"error\":{\"code\":500,\"message\":\"Oh\"}}\n") with { Ending = Ending.Hold }, idle);

        Assert.Equal("503: no reason given", status.Message);
        Assert.Equal("within the stream: 500: Oh", within.Message);
    }

    [Fact]
    public async Task A_cancel_is_not_a_failure_of_the_model()
    {
        await using var bench = await GeminiBench.StartAsync();
        using var stop = new CancellationTokenSource();
        bench.Server.Next(Half);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in bench.Client().GetStreamingResponseAsync(GeminiBench.Hello, cancellationToken: stop.Token))
            {
                Assert.Equal("Half", update.Text);
                await stop.CancelAsync();
            }
        });

        await LeftAsync(bench);
    }

    [Fact]
    public async Task The_clock_runs_to_the_first_byte_and_then_only_while_a_read_waits()
    {
        var options = GeminiOptions.From(new(_ => null)) with { Total = Never };
        var almost = TimeSpan.FromMilliseconds(-1);
        var time = new FakeTimeProvider();
        var pipe = new Pipe();
        await using var body = pipe.Reader.AsStream();
        using var watch = new CallTimeouts(options, time, TestContext.Current.CancellationToken);
        time.Advance(options.FirstByte + almost);

        await pipe.Writer.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        await watch.ReadAsync(body, new byte[8]);
        time.Advance(options.FirstByte + options.Idle);
        Assert.False(watch.Token.IsCancellationRequested);

        var read = watch.ReadAsync(body, new byte[8]);
        time.Advance(options.Idle + almost);
        Assert.False(watch.Token.IsCancellationRequested);
        time.Advance(-almost);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.Equal("stalled: 60 s of silence within the reply", watch.Stall);
    }

    [Fact]
    public void The_limits_are_those_of_a_model_that_thinks_long()
    {
        var options = GeminiOptions.From(new(_ => null));

        Assert.Equal(
            (10, 120, 60, 900),
            (options.Connect.TotalSeconds, options.FirstByte.TotalSeconds, options.Idle.TotalSeconds, options.Total.TotalSeconds));
        Assert.Equal(options, options.With(new()));
    }

    private static Reply Half(Exchange exchange) => Say.Events(exchange, null, Say.TextPart("Half")) with { Ending = Ending.Hold };

    private static Task LeftAsync(GeminiBench bench) =>
        bench.Server.ClientLeft.WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken);
}
