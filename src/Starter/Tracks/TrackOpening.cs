using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;

namespace SlopTemporal.Starter.Tracks;

/// <summary>From a track file to the document that a run is bound to: checked, resolved, confirmed.</summary>
internal sealed class TrackOpening(Session session)
{
    public async Task<TrackDocument> OpenAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var file = TrackFile.Read(session.Terminal, options.File);
        var track = file.Valid();
        var world = await TrackWorld.LookAsync(file, track, session.Home, cancellationToken);
        _ = file.Valid(world.Problems);
        var store = new ContentStore(session.Home);
        var script = TrackScript.Store(file, options, store);
        var settings = (await SettingsLayers.ForAsync(session, world.Repository?.Root, options.Trust, options.Sandbox, cancellationToken)).Values;
        var sandbox = settings.Sandbox;
        var commands = await ToConfirmAsync(file, track, world, sandbox, cancellationToken);
        return new()
        {
            Track = options.MaxWorkers is { } most ? track with { MaxWorkers = most } : track,
            Repository = world.Repository?.Root,
            BaseCommit = world.BaseCommit,
            Script = script,
            Ladder = script is null ? ModelKeys.Checked(settings.Models, session.Terminal) : Ladder.Scripted,
            OnDailyQuota = settings.OnDailyQuota == OnDailyQuota.Wait ? null : settings.OnDailyQuota,
            AttemptTurns = settings.AttemptTurns == AttemptPolicy.MostTurns ? null : settings.AttemptTurns,
            ToolRules = settings.ToolRules.Count == 0 ? null : settings.ToolRules,
            Sandbox = sandbox,
            Trusted = await new Confirmation(session.Terminal, session.Home, TimeProvider.System).ConfirmAsync(file, commands, options.Trust, cancellationToken),
            AllowRed = options.AllowRed,
        };
    }

    private async Task<IReadOnlyList<string>> ToConfirmAsync(TrackFile file, Track track, TrackWorld world, SandboxMode mode, CancellationToken cancellationToken)
    {
        if (world.Repository is not { } repository)
        {
            return [];
        }

        var origin = RealPath.IsBeneath(RealPath.Of(file.Path), RealPath.Of(repository.Root)) ? FileOrigin.Repository : FileOrigin.Person;
        return TrackCommands.ToConfirm(track, origin, await WallsAsync(mode, cancellationToken));
    }

    private async Task<CommandWalls> WallsAsync(SandboxMode mode, CancellationToken cancellationToken)
    {
        if (mode == SandboxMode.Off)
        {
            return CommandWalls.SwitchedOff;
        }

        var verdict = await new Sandbox(session.Home, ProcessRunner.Shared).ProbeAsync(cancellationToken);
        return (verdict.Works, mode) switch
        {
            (true, _) => CommandWalls.Sandbox,
            (_, SandboxMode.Required) => throw CliError.NoSandbox(verdict.Reason),
            _ => CommandWalls.Missing,
        };
    }
}
