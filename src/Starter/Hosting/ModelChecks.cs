using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Models;
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
/// <param name="ask">Null: nobody is asked.</param>
internal sealed class ModelChecks(Terminal terminal, SlopSettings settings, AskModels? ask)
{
    private readonly IReadOnlyList<ModelName> _models = [.. settings.Models.Where(m => !m.IsScripted).Distinct()];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime);
        var notes = _models.Select(m => (Model: m, Note: MissingKey(m)))
            .Where(n => n.Note is not null)
            .ToDictionary(n => n.Model, n => n.Note!);
        foreach (var (model, note) in await AskAsync([.. _models.Where(m => !notes.ContainsKey(m))], cancellationToken))
        {
            notes[model] = note;
        }

        return
        [
            .. _models.Select(m => ModelCheckResult.Join(
                m, [notes[m], .. ModelCheckResult.FromCatalogue(m, settings.Catalogue, today)])),
        ];
    }

    /// <summary>Tracks with a script run all the same: it is a hint, not a defect.</summary>
    private ModelCheckResult? MissingKey(ModelName model)
    {
        try
        {
            ModelKeys.Require([model], terminal);
            return null;
        }
        catch (CliError e)
        {
            return new(Health.Poor, $"no key: {e.Help}");
        }
    }

    private async Task<IEnumerable<(ModelName, ModelCheckResult)>> AskAsync(
        IReadOnlyList<ModelName> models, CancellationToken cancellationToken)
    {
        if (ask is null || models.Count == 0)
        {
            return models.Select(m => (m, new ModelCheckResult(Health.Fine, "not asked")));
        }

        try
        {
            var report = await ask(models, cancellationToken);
            return models.Select(m => (
                m,
                report.Models.FirstOrDefault(p => p.Model == m) is { } probed
                    ? ModelCheckResult.FromCall(probed)
                    : NotAsked("the worker program did not name it")));
        }
        catch (CliError e)
        {
            return models.Select(m => (m, NotAsked(e.Message)));
        }
    }

    private static ModelCheckResult NotAsked(string why) => new(Health.Poor, $"not asked: {why}");
}
