using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Hosting;

/// <summary>Makes one tiny call to each of some models.</summary>
/// <exception cref="CliError">They could not be asked at all.</exception>
internal delegate Task<ProbeReport> AskModels(IReadOnlyList<ModelName> models, CancellationToken cancellationToken);

/// <summary>Checks the models of the ladder: whether each can be called, answers as itself, has a price, and for how long it
/// lives.</summary>
/// <param name="terminal">Where keys are set, and which day it is.</param>
/// <param name="settings">The ladder and what is known of its models.</param>
/// <param name="worker">What the running worker has; null: none runs, or it does not say.</param>
internal sealed class ModelChecks(Terminal terminal, SlopSettings settings, VariableMarks? worker)
{
    private readonly IReadOnlyList<ModelName> _models = [.. settings.Models.Where(m => !m.IsScripted).Distinct()];

    /// <summary>Null: nobody is asked.</summary>
    public AskModels? Ask { get; init; }

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime);
        var notes = new List<(ModelName Model, ModelCheckResult Note)>(_models.SelectMany(NotAskable));
        var found = notes.Select(n => n.Model).ToHashSet();
        notes.AddRange(await AskAsync([.. _models.Where(m => !found.Contains(m))], cancellationToken));
        var shared = Shared(notes);
        return
        [
            .. shared.Select(s => new Finding($"models of {s.Provider}", s.Note.Health, s.Note.Text)),
            .. _models.Select(m => ModelCheckResult.Join(
                m,
                [
                    .. notes.Where(n => n.Model == m).Select(n => Own(n.Model, n.Note, shared)),
                    .. ModelCheckResult.FromCatalogue(m, settings.Catalogue, today),
                ])),
        ];
    }

    /// <summary>What keeps several models of a provider from answering for one reason is said once.</summary>
    private static List<(string Provider, ModelCheckResult Note)> Shared(IEnumerable<(ModelName Model, ModelCheckResult Note)> notes) =>
    [
        .. notes.Where(n => n.Note.Health != Health.Fine)
            .GroupBy(n => (n.Model.Provider, n.Note))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key),
    ];

    private static ModelCheckResult Own(ModelName model, ModelCheckResult note, List<(string Provider, ModelCheckResult Note)> shared) =>
        shared.Contains((model.Provider, note)) ? new(Health.Fine, "see above") : note;

    /// <summary>Tracks with a script run without a key all the same: it is a hint, not a defect. One that cannot be used is.</summary>
    private IEnumerable<(ModelName, ModelCheckResult)> NotAskable(ModelName model)
    {
        if (ModelKeys.FindProblem(model, terminal, worker: null) is not { } problem)
        {
            yield break;
        }

        yield return (model, ModelKeys.FindProblem(model, terminal, worker) is null
            ? new(Health.Fine, "not asked: only the running worker has the key")
            : problem.Fault == KeyFault.Missing
                ? new(Health.Poor, $"has no key: {problem.WayOut}, or play a script with --script FILE")
                : new(Health.Broken, $"{problem.Reason}: {problem.WayOut}"));
    }

    private async Task<IEnumerable<(ModelName, ModelCheckResult)>> AskAsync(
        IReadOnlyList<ModelName> models, CancellationToken cancellationToken)
    {
        if (Ask is null || models.Count == 0)
        {
            return models.Select(m => (m, new ModelCheckResult(Health.Fine, "not asked")));
        }

        try
        {
            var report = await Ask(models, cancellationToken);
            return models.Select(m => (
                m,
                report.Models.FirstOrDefault(p => p.Model == m) is { } probed
                    ? ModelCheckResult.FromCall(probed)
                    : NotAsked("the worker program did not report on it")));
        }
        catch (CliError e)
        {
            return models.Select(m => (m, NotAsked(e.Message)));
        }
    }

    private static ModelCheckResult NotAsked(string why) => new(Health.Poor, $"not asked: {why}");
}
