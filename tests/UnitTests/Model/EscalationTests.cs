using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.UnitTests.Model;

public sealed class EscalationTests
{
    private static string Failing(string fail) => $$$"""{"turns":{"a":[[{"text":"Made it.","fail":{{{fail}}}}]]}}""";

    [Fact]
    public async Task Two_malformed_replies_end_at_the_third_model()
    {
        using var bench = new Bench(Failing("""{"kind":"quality","times":2}"""));

        var first = await bench.FailTurnAsync();
        var second = await bench.FailTurnAsync();
        var result = await bench.TurnAsync();

        Assert.All(
            [first, second],
            f => Assert.Equal((Failures.ModelQuality, false, TryPolicy.AtOnce), (f.ErrorType, f.NonRetryable, f.NextRetryDelay!.Value)));
        Assert.Equal(("scripted:3", 2), (result.Model.ToString(), result.Rung));
        Assert.Equal(["scripted:1", "scripted:2"], result.Tries.Select(t => t.Model.ToString()));
        Assert.Equal(1, bench.Answers);
    }

    [Fact]
    public async Task The_ladder_ends_after_its_last_model()
    {
        using var bench = new Bench(Failing("""{"kind":"quality","times":9}"""));

        Assert.Equal(Failures.ModelQuality, (await bench.FailTurnAsync(rung: 1)).ErrorType);
        var end = await bench.FailTurnAsync(rung: 1);
        var again = await bench.FailTurnAsync(rung: 1);

        Assert.All([end, again], f => Assert.Equal((Failures.LadderExhausted, true), (f.ErrorType, f.NonRetryable)));
        Assert.Equal(
            ["scripted:2", "scripted:3"],
            ((IReadOnlyList<ModelTry>)end.Details.ElementAt<IReadOnlyList<ModelTry>>(0)!).Select(t => t.Model.ToString()));
    }

    [Fact]
    public async Task A_passing_failure_stays_on_its_model_and_waits_as_long_as_asked()
    {
        using var bench = new Bench(Failing("""{"kind":"transient","times":2,"retry_after_s":7}"""));

        var failure = await bench.FailTurnAsync();
        await bench.FailTurnAsync();
        var result = await bench.TurnAsync();

        Assert.Equal((Failures.ModelTransient, false), (failure.ErrorType, failure.NonRetryable));
        Assert.InRange(failure.NextRetryDelay!.Value.TotalSeconds, 7, 7 * 1.2);
        Assert.Equal(ApplicationErrorCategory.Benign, failure.Category);
        Assert.Equal(("scripted:1", 0), (result.Model.ToString(), result.Rung));
        Assert.Equal((2, FailureKind.Transient), (Assert.Single(result.Tries).Usage.Calls, result.Tries[0].Kind));
    }

    [Fact]
    public async Task A_delay_is_never_zero()
    {
        using var bench = new Bench(Failing("""{"kind":"transient","retry_after_s":0}"""));

        Assert.Equal(TimeSpan.FromMilliseconds(1), (await bench.FailTurnAsync()).NextRetryDelay);
    }

    [Fact]
    public async Task Passing_failures_wait_longer_each_time_up_to_a_cap()
    {
        using var bench = new Bench(Failing("""{"kind":"transient","times":12}"""));
        double[] least = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300];
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            waits.Add((await bench.FailTurnAsync()).NextRetryDelay!.Value.TotalSeconds);
        }

        // A fifth by chance at most, and not the same for all.
        Assert.All(waits.Zip(least), w => Assert.InRange(w.First, w.Second, w.Second * 1.2));
        Assert.True(waits.Zip(least, (wait, whole) => wait / whole).Distinct().Count() > 6);
    }

    [Fact]
    public async Task A_used_up_quota_is_given_back_to_the_workflow_to_wait_an_hour_for_the_same_model()
    {
        using var bench = new Bench(Failing("""{"kind":"quota"}"""));

        var failure = await bench.FailTurnAsync();

        Assert.Equal(
            (Failures.ModelQuota, true, 1, Bench.Now.AddHours(1)),
            (failure.ErrorType, failure.NonRetryable, failure.Details.ElementAt<int>(1), failure.Details.ElementAt<DateTimeOffset>(2)));
        Assert.Equal(0, (await bench.TurnAsync()).Rung);
    }

    [Fact]
    public async Task A_short_delay_beside_a_used_up_quota_is_believed_once()
    {
        using var bench = new Bench(Failing("""{"kind":"quota","times":4,"retry_after_s":5}"""));
        var waits = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            waits.Add(((await bench.FailTurnAsync()).Details.ElementAt<DateTimeOffset>(2) - Bench.Now).TotalSeconds);
        }

        Assert.Equal([5, 60, 180, 420], waits);
    }

    [Fact]
    public async Task Where_a_person_wants_it_a_used_up_quota_climbs_and_waits_at_the_ladders_end()
    {
        using var bench = new Bench(Failing("""{"kind":"quota","times":3}"""), d => d with { OnDailyQuota = DailyQuotaPolicy.Climb });

        var failures = new[] { await bench.FailTurnAsync(), await bench.FailTurnAsync(), await bench.FailTurnAsync() };
        var result = await bench.TurnAsync();

        Assert.Equal(
            [(Failures.ModelQuality, false), (Failures.ModelQuality, false), (Failures.ModelQuota, true)],
            failures.Select(f => (f.ErrorType, f.NonRetryable)));
        Assert.Equal("scripted:3", result.Model.ToString());
    }

    [Fact]
    public async Task What_the_workflow_has_paid_for_is_not_on_the_bill_again()
    {
        using var bench = new Bench(Failing("""{"kind":"quota","times":2}"""));
        await bench.FailTurnAsync();

        var again = await bench.FailTurnAsync(paid: 1);
        var result = await bench.TurnAsync(paid: 2);

        Assert.Equal(1, again.Details.ElementAt<IReadOnlyList<ModelTry>>(0)!.Sum(t => t.Usage.Calls));
        Assert.Empty(result.Tries);
    }

    [Fact]
    public async Task After_a_failed_call_another_one_is_made_only_within_what_the_turn_may_spend()
    {
        using var bench = new Bench(Failing("""{"kind":"quality","times":1}"""));

        var stopped = await bench.FailTurnAsync(left: new() { Tokens = 10 });
        var result = await bench.TurnAsync(paid: 1, left: new() { Tokens = 10_000 });

        Assert.Equal((Failures.ModelBudget, true), (stopped.ErrorType, stopped.NonRetryable));
        Assert.True(stopped.Details.ElementAt<Spending>(2)!.Tokens > 10);
        Assert.Equal("scripted:2", result.Model.ToString());
    }

    [Fact]
    public async Task A_final_failure_stays_final_over_a_crash_before_its_report()
    {
        using var bench = new Bench(Failing("""{"kind":"final"}"""));

        var failure = await bench.FailTurnAsync();
        var again = await bench.FailTurnAsync();

        Assert.All([failure, again], f => Assert.Equal((Failures.ModelFinal, true), (f.ErrorType, f.NonRetryable)));
        Assert.Equal(0, bench.Answers);
    }

    [Fact]
    public async Task A_crash_between_tries_neither_forgets_one_nor_counts_one_twice()
    {
        using var bench = new Bench(Failing("""{"kind":"quality","times":1}"""));
        await bench.FailTurnAsync();

        // The worker died after the journal of the second call's answer and before its report: the retry finds it.
        var before = await bench.TurnAsync();
        var after = await bench.TurnAsync();

        Assert.Equal(before.Model, after.Model);
        Assert.Equal("scripted:2", after.Model.ToString());
        Assert.Equal(1, bench.Answers);
    }

    [Theory]
    [InlineData("""{"text":""}""", "empty")]
    [InlineData("""{"calls":[{"name":" "}]}""", "malformed: a call without a name")]
    [InlineData("""{"calls":[{"args":{}}]}""", "malformed: a call without a name")]
    [InlineData("""{"calls":[{"name":"read_file","args":"x"}]}""", "malformed: read_file: the arguments are \"x\", not an object")]
    public async Task A_reply_that_cannot_be_used_climbs(string turn, string reason)
    {
        using var bench = new Bench($$$"""{"turns":{"a":[[{{{turn}}}]]}}""");

        var failure = await bench.FailTurnAsync();

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, bench.Journal.Read<ModelTry>(bench.Scope, JournalNames.Try(1, 1))!.Usage.Calls);
        Assert.Equal(1, bench.Answers);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_ends_the_turn()
    {
        using var bench = new Bench(change: d => d with { Ladder = [new("gemini", "gemini-2.5-flash")] });

        var failure = await bench.FailTurnAsync();

        Assert.Equal((Failures.ModelFinal, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("gemini is not available in this version", failure.Message, StringComparison.Ordinal);
        Assert.Contains("run with --script", failure.Message, StringComparison.Ordinal);
    }
}
