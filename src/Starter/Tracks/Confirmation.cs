using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Asks a person for the commands of a track file, once for each list of them.</summary>
internal sealed class Confirmation(Terminal terminal, SlopHome home, TimeProvider clock)
{
    private readonly TrustedFiles _trusted = new(home);

    /// <summary>True: a person has confirmed the commands. False: there was nothing to confirm.</summary>
    /// <exception cref="CliError">Nobody confirmed them.</exception>
    public async Task<bool> ConfirmAsync(TrackFile file, IReadOnlyList<string> commands, Trust trust, CancellationToken cancellationToken)
    {
        var asked = new ConfirmedCommands(file.Path, commands);
        if (IsConfirmed(file, asked, trust))
        {
            return true;
        }

        if (commands.Count == 0)
        {
            return false;
        }

        if (!terminal.CanAsk || !await AskAsync(file.Shown, asked, cancellationToken))
        {
            throw Untrusted(file, asked);
        }

        await _trusted.AddAsync(asked, clock.GetUtcNow(), cancellationToken);
        return true;
    }

    /// <summary>The same for a dry run: it asks nothing, and says where a run asks.</summary>
    /// <exception cref="CliError">Nobody has confirmed them, and there is nobody to ask.</exception>
    public async Task<bool> ForeseeAsync(TrackFile file, IReadOnlyList<string> commands, Trust trust)
    {
        var asked = new ConfirmedCommands(file.Path, commands);
        if (IsConfirmed(file, asked, trust))
        {
            return true;
        }

        if (commands.Count > 0)
        {
            if (!terminal.CanAsk)
            {
                throw Untrusted(file, asked);
            }

            await terminal.Error.WriteAsync($"before it starts you are asked whether these commands may run:\n{Shown(asked)}");
        }

        return false;
    }

    /// <summary>Whether a person lets a repository's file have what it lowers; asked once for that, where somebody can answer.</summary>
    public async Task<bool> ConfirmSettingsAsync(ConfirmedCommands lowered, CancellationToken cancellationToken)
    {
        if (_trusted.Contains(lowered.Hash))
        {
            return true;
        }

        if (!terminal.CanAsk || !await AskAsync(
            $"{SafeText.Line(lowered.Path)} lowers the protection of this machine:\n{Shown(lowered)}Allow it? [y/N] ", cancellationToken))
        {
            return false;
        }

        await _trusted.AddAsync(lowered, clock.GetUtcNow(), cancellationToken);
        return true;
    }

    // Builds of before wrote down the hash of the whole file.
    private bool IsConfirmed(TrackFile file, ConfirmedCommands asked, Trust trust) =>
        trust == Trust.Given || _trusted.Contains(file.Hash) || (asked.Lines.Count > 0 && _trusted.Contains(asked.Hash));

    private CliError Untrusted(TrackFile file, ConfirmedCommands asked) =>
        CliError.UntrustedCommands(file.Shown, asked.Lines, _trusted.LastOf(asked.Path) is null ? null : Shown(asked));

    private string Shown(ConfirmedCommands asked) =>
        string.Concat(asked.ChangesSince(_trusted.LastOf(asked.Path)).Select(line => $"{line[..2]}{SafeText.Line(line[2..])}\n"));

    private Task<bool> AskAsync(string file, ConfirmedCommands asked, CancellationToken cancellationToken)
    {
        var changed = _trusted.LastOf(asked.Path) is null ? "" : ", not the ones that you confirmed before";
        return AskAsync(
            $"{SafeText.Line(file)} names commands that run on this machine{changed}:\n{Shown(asked)}Run them? [y/N] ", cancellationToken);
    }

    private async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteAsync(question);
        await terminal.Error.FlushAsync(cancellationToken);
        var answer = await terminal.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes" or "Yes";
    }
}

/// <summary>Whether the person trusts the commands of a track.</summary>
internal enum Trust
{
    Ask,

    /// <summary>As far as they have confirmed it already: nothing is asked.</summary>
    Known,

    /// <summary>By <c>--trust</c>, or because they came with the program.</summary>
    Given,
}
