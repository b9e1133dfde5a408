using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter;
using SlopTemporal.Starter.Hosting;

namespace SlopTemporal.UnitTests.Starter;

public sealed class DoctorModelTests : IDisposable
{
    private static readonly DateTimeOffset Today = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelName Flash = new("gemini", "gemini-3.8-flash");
    private static readonly Dictionary<string, string> Key = new() { ["GEMINI_API_KEY"] = "AIza-PLANTED" };

    private readonly CommandLine _slop = new();

    public void Dispose() => _slop.Dispose();

    [Fact]
    public async Task A_model_that_answers_as_itself_is_fine() =>
        Assert.Equal(
            new("model gemini:gemini-3.8-flash", Health.Fine, "answers as gemini-3.8-flash; no retirement date is known"),
            await LookAsync(new ProbedModel(Flash, true) { AnsweredBy = "gemini-3.8-flash" }));

    [Theory]
    [InlineData(null, Health.Fine, "answers;")]
    [InlineData("gemini-3.8-flash-001", Health.Fine, "answers as gemini-3.8-flash-001;")]
    [InlineData("gemini-3.8-flash-2026-11-01", Health.Fine, "answers as gemini-3.8-flash-2026-11-01;")]
    [InlineData("gemini-3.8-flash-lite", Health.Poor, "gemini-3.8-flash-lite answers in its place;")]
    [InlineData("gemini-3.5-flash-lite", Health.Poor, "gemini-3.5-flash-lite answers in its place;")]
    public async Task A_version_of_a_model_is_that_model_and_another_one_is_warned_of(string? by, object health, string found)
    {
        var finding = await LookAsync(new ProbedModel(Flash, true) { AnsweredBy = by });

        Assert.Equal(health, finding.Health);
        Assert.StartsWith(found, finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Final, Health.Broken, "the API key is not valid")]
    [InlineData(FailureKind.Quality, Health.Broken, "the model is gone")]
    [InlineData(FailureKind.Transient, Health.Poor, "does not answer now: 503")]
    [InlineData(FailureKind.Quota, Health.Poor, "does not answer now: the quota is used up")]
    public async Task A_call_that_fails_says_why(FailureKind kind, object health, string found)
    {
        // Where words of ours come first, what the service said follows a colon.
        var reason = found[(found.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..];

        var finding = await LookAsync(new ProbedModel(Flash, false) { Kind = kind, Reason = reason });

        Assert.Equal((health, $"{found}; no retirement date is known"), (finding.Health, finding.Found));
    }

    [Fact]
    public async Task Without_a_key_nobody_is_asked_and_the_way_out_is_named()
    {
        var findings = await LookAsync(new() { Models = [Flash] }, [], (_, _) => throw new InvalidOperationException("asked"));

        Assert.Equal(Health.Poor, findings[0].Health);
        Assert.StartsWith("has no key: set GEMINI_API_KEY in the environment", findings[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_all_models_of_a_provider_from_answering_is_said_once()
    {
        ModelName lite = new("gemini", "gemini-3.5-flash-lite"), other = new("openai", "x");
        var refused = new ProbedModel(Flash, false) { Kind = FailureKind.Final, Reason = "the API key is not valid" };
        var environment = new Dictionary<string, string>(Key) { ["OPENAI_API_KEY"] = "k" };

        var findings = await LookAsync(
            new() { Models = [lite, Flash, other] },
            environment,
            Answers(refused with { Model = lite }, refused, refused with { Model = other }));
        var without = await LookAsync(new() { Models = [lite, Flash] }, [], ask: null);

        Assert.Equal(
            ("models of gemini", Health.Broken, "the API key is not valid"),
            (findings[0].What, findings[0].Health, findings[0].Found));
        Assert.Equal([Health.Fine, Health.Fine, Health.Broken], findings.Skip(1).Select(f => f.Health));
        Assert.Single(without, f => f.Found.Contains("no key", StringComparison.Ordinal));
        Assert.Equal(("models of gemini", Health.Poor), (without[0].What, without[0].Health));
    }

    [Fact]
    public async Task A_key_that_only_the_running_worker_has_is_not_called_missing()
    {
        var marks = VariableMarks.Of(new(name => Key.GetValueOrDefault(name)), WorkerVariables.Names);
        var terminal = _slop.TerminalFor(TextWriter.Null, TextWriter.Null) with { Time = new FakeTimeProvider(Today) };

        var found = await new ModelChecks(terminal, new() { Models = [Flash] }, marks).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (Health.Fine, "not asked: only the running worker has the key; no retirement date is known"),
            (Assert.Single(found).Health, found[0].Found));
    }

    [Theory]
    [InlineData("2026-11-24", Health.Poor, "retired on 2026-11-24; gemini-3.9-flash takes its place")]
    [InlineData("2026-11-25", Health.Poor, "retires on 2026-11-25, in 1 days; gemini-3.9-flash takes its place")]
    [InlineData("2027-01-23", Health.Poor, "retires on 2027-01-23, in 60 days; gemini-3.9-flash takes its place")]
    [InlineData("2027-01-24", Health.Fine, "retires on 2027-01-24")]
    public async Task The_end_of_a_models_life_is_warned_of_in_time(string end, object health, string found)
    {
        var catalogue = ShippedCatalogue.With(
            $$"""[{ "model": "gemini-3.8-flash", "retires": "{{end}}", "replacement": "gemini-3.9-flash" }]""");

        var finding = Assert.Single(await LookAsync(new() { Models = [Flash], Catalogue = catalogue }, Key, ask: null));

        Assert.Equal((health, $"not asked; {found}"), (finding.Health, finding.Found));
    }

    [Fact]
    public async Task A_model_without_a_price_counts_as_the_dearest()
    {
        ModelName later = new("gemini", "gemini-9"), unknown = new("gemini", "gemini-9-unknown");
        var catalogue = ShippedCatalogue.With(
            """[{ "model": "gemini-9", "prices": [{ "from": "2026-11-25", "input": 1, "output": 1, "cached": 1 }] }]""");

        var findings = await LookAsync(new() { Models = [unknown, later], Catalogue = catalogue }, Key, ask: null);

        Assert.All(findings, f => Assert.Equal(Health.Poor, f.Health));
        Assert.StartsWith("not asked; has no price and counts as the dearest", findings[0].Found, StringComparison.Ordinal);
        Assert.StartsWith(
            "not asked; no retirement date is known; has no price and counts as the dearest", findings[1].Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worst_of_all_that_is_to_be_said_holds()
    {
        var model = new ModelName("gemini", "gemini-2.5-flash");

        var gone = new ProbedModel(model, false) { Kind = FailureKind.Quality, Reason = "gone" };
        var finding = (await LookAsync(new() { Models = [model] }, Key, Answers(gone)))[0];

        Assert.Equal("model gemini:gemini-2.5-flash", finding.What);
        Assert.Equal(
            (Health.Broken, "gone; retires on 2026-12-01, in 7 days; gemini-3.5-flash-lite takes its place"),
            (finding.Health, finding.Found));
    }

    [Fact]
    public async Task Scripted_models_are_not_looked_at_and_each_other_is_once()
    {
        var asked = new List<ModelName>();
        ModelName other = new("acme", "x");

        var findings = await LookAsync(new() { Models = [.. Ladder.Scripted, other, other] }, [], (models, _) =>
        {
            asked.AddRange(models);
            return Task.FromResult(new ProbeReport([new(other, true)]));
        });

        Assert.Equal([other], asked);
        Assert.Equal("model acme:x", Assert.Single(findings).What);
    }

    [Fact]
    public async Task A_worker_program_that_cannot_be_run_is_said_of_each_model()
    {
        var finding = Assert.Single(await LookAsync(new() { Models = [Flash] }, Key, (_, _) => throw WorkerError.NoBuild("/nowhere")));

        Assert.Equal(
            (Health.Poor, "not asked: there is no worker in /nowhere; no retirement date is known"), (finding.Health, finding.Found));
    }

    [Theory]
    [InlineData("", "it broke\nat line 1", 1, "it broke")]
    [InlineData("", "", 134, "exit code 134")]
    [InlineData("no report", "", 0, "its report cannot be read")]
    [InlineData("{}", "", 0, "exit code 0")]
    public void A_report_that_is_none_says_what_came_instead(string output, string said, int code, string why)
    {
        var result = new ProcessResult(code, Text(""), Text(output), Text(said), TimedOut: false, TimeSpan.Zero);

        var error = Assert.Throws<CliError>(() => WorkerProbe.Read(result));

        Assert.Equal(("probe_failed", $"the worker program could not ask the models: {why}"), (error.Code, error.Message));
    }

    [Fact]
    public void A_report_is_read_as_the_worker_writes_it()
    {
        const string Report =
            """{"models":[{"model":"gemini:gemini-3.8-flash","ok":true,"answered_by":"gemini-3.8-flash","milliseconds":812}]}""";

        var report = WorkerProbe.Read(new(0, Text(Report), Text(Report), Text(""), TimedOut: false, TimeSpan.Zero));

        Assert.Equal(new ProbedModel(Flash, true) { AnsweredBy = "gemini-3.8-flash", Milliseconds = 812 }, report.Models[0]);
    }

    private static CapturedText Text(string text) => new(text, text.Length, Truncated: false);

    private static AskModels Answers(params ProbedModel[] models) => (_, _) => Task.FromResult(new ProbeReport(models));

    private async Task<Finding> LookAsync(ProbedModel probed) =>
        Assert.Single(await LookAsync(new() { Models = [probed.Model] }, Key, Answers(probed)));

    private Task<IReadOnlyList<Finding>> LookAsync(SlopSettings settings, Dictionary<string, string> environment, AskModels? ask)
    {
        var terminal = _slop.TerminalFor(TextWriter.Null, TextWriter.Null) with
        {
            UserSources = new() { Environment = environment },
            Time = new FakeTimeProvider(Today),
        };
        return new ModelChecks(terminal, settings, worker: null) { Ask = ask }.RunAsync(TestContext.Current.CancellationToken);
    }
}
