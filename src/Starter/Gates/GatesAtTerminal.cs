using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Gates;

/// <summary>Gates of a watched track, asked one after the other as they open; what a person leaves for later is not asked again.</summary>
/// <param name="document">What a track runs from, by its state; null where that is not known any more.</param>
internal sealed class GatesAtTerminal(Terminal terminal, SlopHome home, TrackClient tracks, Func<TrackSnapshot, TrackDocument?> document)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly GateEditor _editor = new(terminal, ProcessRunner.Shared);

    public bool HasNew(TrackSnapshot track) => track.Ended is null && track.Gates.Any(g => !_asked.Contains(g.Id));

    public async Task AnswerAsync(TrackSnapshot track, CancellationToken cancellationToken)
    {
        foreach (var gate in track.Gates.Where(g => _asked.Add(g.Id)))
        {
            // While the one before was asked for, somebody else may have decided this one, or its deadline did.
            if (!await IsOpenAsync(track.Id, gate, cancellationToken))
            {
                continue;
            }

            using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var closed = UntilClosedAsync(track.Id, gate, asking.Token);
            var asked = GateOnDisk.Read(home, track, gate, document(track));
            var decision = await new GatePrompt(terminal, _editor).AskAsync(asked, closed, cancellationToken);
            await asking.CancelAsync();
            if (decision is not null)
            {
                await SendAsync(track.Id, decision, cancellationToken);
            }

            if (_editor.Kept is { } kept)
            {
                await terminal.Out.WriteLineAsync(kept);
            }
        }
    }

    /// <summary>Ends when the gate does, or with the cancellation.</summary>
    private async Task UntilClosedAsync(string track, Gate gate, CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(PollInterval, cancellationToken);
        }
        while (await IsOpenAsync(track, gate, cancellationToken));
    }

    private async Task<bool> IsOpenAsync(string track, Gate gate, CancellationToken cancellationToken)
    {
        try
        {
            return (await tracks.SnapshotAsync(track, cancellationToken)).Gates.Any(g => g.Id == gate.Id && g.Hash == gate.Hash);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            // Without a worker a decision is kept until there is one.
            return true;
        }
    }

    private async Task SendAsync(string track, Decision decision, CancellationToken cancellationToken)
    {
        try
        {
            var (signal, input) = OpenGates.ToRequest(decision);
            var said = await tracks.RequestAsync(track, signal, input, cancellationToken);
            _editor.Forget();
            await terminal.Out.WriteLineAsync(said ?? "the worker does not answer; the decision takes effect as soon as a worker runs");
        }
        catch (CliError e)
        {
            // Somebody else decided first, or the action has changed since.
            await terminal.Out.WriteLineAsync(e.Message);
        }
    }
}
