using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;

namespace SlopTemporal.Starter.Tracks;

/// <summary>From a track file to the document that a run is bound to: checked, resolved, confirmed.</summary>
/// <param name="purpose">A dry run refuses the same, asks nothing and writes nothing.</param>
internal sealed class TrackPreparation(Session session, PreparedFor purpose = PreparedFor.Run)
{
    public async Task<TrackDocument> PrepareAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var file = options.Made ?? TrackFile.Read(session.Terminal, options.File);
        var track = file.RequireValid();
        var resolved = await TrackRepository.ResolveAsync(file, track, session.Home, cancellationToken);
        _ = file.RequireValid(resolved.Problems);
        var played = TrackScript.Read(file, options);
        if (played is not null && track.NeedsPlan())
        {
            TrackScript.RequirePlan(played, TrackScript.FindPath(file, options)!);
        }

        var script = StoreScript(played);
        var root = resolved.Repository?.Root;
        var trust = purpose == PreparedFor.DryRun && options.Trust == Trust.Ask ? Trust.Known : options.Trust;
        var loaded = await SettingsLayers.LoadForRepositoryAsync(session, root, trust, options.Sandbox, cancellationToken);
        await StartNotes.WriteAsync(session, file, options, resolved, cancellationToken);
        var settings = loaded.Values;
        var isolation = resolved.Repository is null ? null : await FindIsolationAsync(settings.Sandbox, cancellationToken);
        var commands = isolation is { } found ? ToConfirm(options, file, found) : [];
        if (script is null)
        {
            var worker = WorkerReady.OfRunning(session.Home)?.FindVariables();
            TierChoice.Ladders(settings).ForEach(ladder => ModelKeys.Require(ladder, session.Terminal, worker));
        }

        return new()
        {
            Track = options.MaxWorkers is { } max ? track with { MaxWorkers = max } : track,
            Repository = root,
            BaseCommit = resolved.BaseCommit,
            Script = script,
            Ladder = script is null ? settings.Models : Ladder.Scripted,
            Tiers = script is null ? TierChoice.Models(settings) : null,
            BudgetShares = TierChoice.BudgetShares(settings),
            Qa = settings.Qa == HelpRules.DefaultQa ? null : settings.Qa,
            Review = settings.Review ? true : null,
            Replan = settings.Replan == HelpRules.DefaultReplan ? null : settings.Replan,
            OnDailyQuota = settings.OnDailyQuota == DailyQuotaPolicy.Wait ? null : settings.OnDailyQuota,
            AttemptTurns = settings.AttemptTurns == AttemptPolicy.MaxTurns ? null : settings.AttemptTurns,
            ToolRules = settings.ToolRules.Count == 0 ? null : settings.ToolRules,
            // A track that began in a sandbox goes on in one, or not at all.
            Sandbox = isolation == CommandIsolation.Sandbox ? SandboxMode.Required : settings.Sandbox,
            Trusted = await ConfirmAsync(file, commands, options.Trust, cancellationToken),
            AllowRed = options.AllowRed,
        };
    }

    private string? StoreScript(byte[]? script) =>
        script is null ? null : purpose == PreparedFor.Run ? new ContentStore(session.Home).Put(script) : Sha256.Hex(script);

    private Task<bool> ConfirmAsync(TrackFile file, IReadOnlyList<string> commands, Trust trust, CancellationToken cancellationToken)
    {
        var confirmation = new Confirmation(session.Terminal, session.Home, TimeProvider.System);
        return purpose == PreparedFor.Run
            ? confirmation.ConfirmAsync(file, commands, trust, cancellationToken)
            : confirmation.ForeseeAsync(file, commands, trust);
    }

    private static IReadOnlyList<string> ToConfirm(RunOptions options, TrackFile file, CommandIsolation isolation)
    {
        // What was typed is the person's own, wherever they stand. A file of a clone is the clone's, whichever repository it names.
        var origin = options.Made is null && RealPath.IsInCheckout(file.Path) ? FileOrigin.Repository : FileOrigin.Person;
        return TrackCommands.ToConfirm(file.Reading.Track!, origin, isolation);
    }

    private async Task<CommandIsolation?> FindIsolationAsync(SandboxMode mode, CancellationToken cancellationToken)
    {
        if (mode == SandboxMode.Off)
        {
            return CommandIsolation.Disabled;
        }

        var verdict = await ProbeSandboxAsync(cancellationToken);
        return (verdict.Works, mode) switch
        {
            (true, _) => CommandIsolation.Sandbox,
            (_, SandboxMode.Required) => throw CliError.NoSandbox(verdict.Reason),
            _ => CommandIsolation.Unavailable,
        };
    }
    /// <summary>The probe needs a folder to write to: for a dry run, not one in the home.</summary>
    private async Task<SandboxVerdict> ProbeSandboxAsync(CancellationToken cancellationToken)
    {
        if (purpose == PreparedFor.Run)
        {
            return await new Sandbox(session.Home, ProcessRunner.Shared).ProbeAsync(cancellationToken);
        }

        var scratch = Directory.CreateTempSubdirectory("slop-probe-");
        try
        {
            return await new Sandbox(new SlopHome(scratch.FullName), ProcessRunner.Shared).ProbeAsync(cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}

/// <summary>What a track is prepared for.</summary>
internal enum PreparedFor
{
    Run,
    DryRun,
}
