using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Providers;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What a person reads of a worker whose variables are not theirs.</summary>
public sealed class WorkerNoteTests
{
    private static readonly VariableDifference Missing = new("GEMINI_API_KEY", VariableFault.Missing);
    private static readonly VariableDifference Other = new("OPENAI_API_KEY", VariableFault.Other);
    private static readonly VariableDifference Superfluous = new("GOOGLE_API_KEY", VariableFault.Superfluous);

    [Fact]
    public void A_worker_that_was_started_again_says_for_what()
    {
        Assert.Equal(
            "The worker was started without GEMINI_API_KEY; it is started again with it.", WorkerVariablesText.Restarted([Missing], []));
        Assert.Equal(
            "The worker was started with another OPENAI_API_KEY; it is started again with it.",
            WorkerVariablesText.Restarted([Other], []));
        Assert.Equal(
            "The worker was started without GEMINI_API_KEY and with another OPENAI_API_KEY; it is started again with them.",
            WorkerVariablesText.Restarted([Missing, Other], []));
        Assert.Equal(
            "The worker was started without GEMINI_API_KEY and with GOOGLE_API_KEY; it is started again with what is set here.",
            WorkerVariablesText.Restarted([Missing, Superfluous], []));
        Assert.Equal(
            "The worker was started with GOOGLE_API_KEY; it is started again without it.",
            WorkerVariablesText.Restarted([Superfluous], []));
    }

    [Fact]
    public void A_key_that_could_not_be_given_on_is_named() =>
        Assert.EndsWith(
            " It has no OPENAI_API_KEY any more, as it is not set here: set it and run `slop up`.",
            WorkerVariablesText.Restarted([Missing], ["OPENAI_API_KEY"]),
            StringComparison.Ordinal);

    [Fact]
    public void A_worker_that_somebody_else_started_is_theirs_to_start_again() =>
        Assert.Equal(
            "The worker (process 7) was started without GEMINI_API_KEY, and not by slop: "
            + "end it and start it again with it, or end it and run `slop up`.",
            WorkerVariablesText.Foreign(new(7, 1, "v"), [Missing]));

    [Fact]
    public void A_track_is_not_started_for_a_worker_that_is_not_ours_and_has_no_key()
    {
        var ladder = new[] { ModelName.Parse("gemini-3.8-flash") };
        var worker = new LocalWorker(7, 1, "v");

        var error = Assert.Throws<CliError>(() => ModelKeys.RequireOf(worker, Having(), ladder));
        ModelKeys.RequireOf(worker, Having("GOOGLE_API_KEY"), ladder);
        ModelKeys.RequireOf(worker, variables: null, ladder);
        ModelKeys.RequireOf(worker, Having(), Ladder.Scripted);

        Assert.Equal(("worker_without_key", ExitCode.BadInput), (error.Code, error.Exit));
        Assert.Contains("set GEMINI_API_KEY", error.Help, StringComparison.Ordinal);
    }

    /// <summary>One that never reaches it would have it started again by every command.</summary>
    [Fact]
    public void Every_variable_that_is_compared_reaches_the_worker()
    {
        var shell = WorkerVariables.Names.Select(name => KeyValuePair.Create(name, "x"));

        Assert.Equal(
            WorkerVariables.Names.Distinct().Order(StringComparer.Ordinal),
            WorkerEnvironment.From(shell.DistinctBy(v => v.Key)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_that_only_the_running_worker_has_is_enough()
    {
        using var slop = new CommandLine();
        var terminal = slop.TerminalFor(TextWriter.Null, TextWriter.Null);
        var ladder = new[] { ModelName.Parse("gemini-3.8-flash") };

        Assert.Equal(ladder, ModelKeys.Require(ladder, terminal, Having("GEMINI_API_KEY")));
        Assert.Throws<CliError>(() => ModelKeys.Require(ladder, terminal, Having("OPENAI_API_KEY")));
    }

    private static VariableMarks Having(params string[] names) =>
        VariableMarks.Of(new(name => names.Contains(name) ? "k" : null), WorkerVariables.Names);
}
