using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Asks a person for the commands of a track file, once for each version of it.</summary>
internal sealed class Confirmation(Terminal terminal, SlopHome home, TimeProvider clock)
{
    /// <summary>True: a person has confirmed the commands. False: there was nothing to confirm.</summary>
    /// <exception cref="CliError">Nobody confirmed them.</exception>
    public async Task<bool> ConfirmAsync(TrackFile file, IReadOnlyList<string> commands, Trust trust, CancellationToken cancellationToken)
    {
        var trusted = new TrustedFiles(home);
        if (trust == Trust.Given || trusted.Contains(file.Hash))
        {
            return true;
        }

        if (commands.Count == 0)
        {
            return false;
        }

        if (!terminal.CanAsk || !await AskAsync(file.Shown, commands, cancellationToken))
        {
            throw CliError.UntrustedCommands(file.Shown, commands);
        }

        await trusted.AddAsync(file.Hash, file.Path, clock.GetUtcNow(), cancellationToken);
        return true;
    }

    /// <summary>The same for a dry run: it asks nothing, and says where a run asks.</summary>
    /// <exception cref="CliError">Nobody has confirmed them, and there is nobody to ask.</exception>
    public async Task<bool> ForeseeAsync(TrackFile file, IReadOnlyList<string> commands, Trust trust)
    {
        if (trust == Trust.Given || new TrustedFiles(home).Contains(file.Hash))
        {
            return true;
        }

        if (commands.Count > 0)
        {
            if (!terminal.CanAsk)
            {
                throw CliError.UntrustedCommands(file.Shown, commands);
            }

            var lines = commands.Select(c => $"  {SafeText.Line(c)}\n");
            await terminal.Error.WriteAsync($"before it starts you are asked whether these commands may run:\n{string.Concat(lines)}");
        }

        return false;
    }

    private async Task<bool> AskAsync(string file, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var lines = commands.Select(c => $"  {SafeText.Line(c)}");
        await terminal.Error.WriteAsync(
            $"{SafeText.Line(file)} names commands that run on this machine:\n{string.Join('\n', lines)}\nRun them? [y/N] ");
        await terminal.Error.FlushAsync(cancellationToken);
        var answer = await terminal.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes" or "Yes";
    }
}

/// <summary>Whether the person trusts the commands of a track.</summary>
internal enum Trust
{
    Ask,

    /// <summary>By <c>--trust</c>, or because they came with the program.</summary>
    Given,
}
