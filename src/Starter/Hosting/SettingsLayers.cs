using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Hosting;

/// <summary>Where this program's settings come from.</summary>
internal static class SettingsLayers
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The settings that hold for every repository.</summary>
    public static LoadedSettings LoadForUser(Terminal terminal) => SettingsLoader.Load(Sources(terminal));

    /// <summary>The settings that hold for a repository; what its file may not set is written to standard error.</summary>
    /// <param name="repository">Its top folder; null: there is none.</param>
    /// <param name="trust">Given: the person has read the repository's file. Ask: they may be asked for what it lowers.</param>
    /// <param name="sandbox">Value of <c>--sandbox</c>; null: not given.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task<LoadedSettings> LoadForRepositoryAsync(
        Session session, string? repository, Trust trust, SandboxMode? sandbox, CancellationToken cancellationToken)
    {
        var file = repository is null ? null : Path.Combine(repository, SettingsSources.RepositoryFileName);
        var sources = Sources(session.Terminal) with
        {
            RepositoryFile = file,
            Repository = trust == Trust.Given || IsTrusted(file, session.Home) ? RepositoryTrust.Confirmed : RepositoryTrust.Unconfirmed,
            Flags = sandbox is { } mode ? new Dictionary<string, string> { ["sandbox"] = Words.For(mode) } : [],
        };
        var loaded = SettingsLoader.Load(sources);
        if (loaded.Lowered.Count > 0)
        {
            var lowered = SettingsLoader.Load(sources with { Repository = RepositoryTrust.Confirmed });
            var terminal = trust == Trust.Ask ? session.Terminal : session.Terminal with { CanAsk = false };
            // Where a variable or a flag says otherwise, there is nothing to ask.
            if (!lowered.Effective.SequenceEqual(loaded.Effective) && await new Confirmation(terminal, session.Home, TimeProvider.System)
                .ConfirmSettingsAsync(new(file!, loaded.Lowered), cancellationToken))
            {
                loaded = lowered;
            }
        }

        foreach (var message in loaded.Refused)
        {
            await session.Terminal.Error.WriteLineAsync(SafeText.Line(message).AsMemory(), cancellationToken);
        }

        return loaded;
    }

    private static SettingsSources Sources(Terminal terminal) =>
        terminal.UserSources with { Profile = TemporalConnection.Profile(terminal.UserSources.Environment) };

    private static bool IsTrusted(string? file, SlopHome home)
    {
        try
        {
            return file is not null && new TrustedFiles(home).Contains(Sha256.Hex(GivenFile.Read(file, MaxBytes)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The loader names what cannot be read.
            return false;
        }
    }
}
