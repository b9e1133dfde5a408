using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Gates;

/// <summary>Asks a person at a terminal about one gate.</summary>
internal sealed class GatePrompt(Terminal terminal, GateEditor editor)
{
    /// <summary>The decision; null: the person decides later.</summary>
    /// <param name="document">What the track runs from; null where that is not known any more.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<Decision?> AskAsync(Gate gate, TrackDocument? document, CancellationToken cancellationToken)
    {
        var kind = GateTable.Get(gate.Kind);
        var detail = kind.ShownDetail(gate) is { } shown ? $"\n{SafeText.Block(shown)}\n" : "";
        await WriteAsync($"\n{SafeText.Line(gate.Id)}: {SafeText.Lines(gate.Subject)}\n{detail}\n");
        var decision = kind.AnsweredInWords ? await AnswerAsync(cancellationToken) : await ChooseAsync(gate, document, cancellationToken);
        return decision is null ? null : decision with { Request = gate.Id, Hash = gate.Hash, By = Environment.UserName };
    }

    private async Task<Decision?> AnswerAsync(CancellationToken cancellationToken) =>
        await AskAsync("Your answer (empty: later): ", cancellationToken) is { Length: > 0 } text
            ? new() { Approve = true, Comment = text }
            : null;

    private async Task<Decision?> ChooseAsync(Gate gate, TrackDocument? document, CancellationToken cancellationToken)
    {
        var canEdit = GateEditor.CanEdit(gate, document);
        var question = $"[a]pprove, {(canEdit ? "[e]dit, " : "")}[r]eject or [l]ater? ";
        while (true)
        {
            switch ((await AskAsync(question, cancellationToken)).ToLowerInvariant())
            {
                case "a" or "approve":
                    return new() { Approve = true };
                case "r" or "reject":
                    return new() { Comment = await AskAsync("Why? ", cancellationToken) is { Length: > 0 } why ? why : null };
                case "l" or "later" or "":
                    return null;
                case "e" or "edit" when canEdit && await EditAsync(gate, document, cancellationToken) is { } decision:
                    return decision;
            }
        }
    }

    /// <summary>Null: it could not be edited, or was left as it is, and the person chooses again.</summary>
    private async Task<Decision?> EditAsync(Gate gate, TrackDocument? document, CancellationToken cancellationToken)
    {
        try
        {
            if (await editor.EditAsync(gate, document, cancellationToken) is { } edited)
            {
                return new() { Approve = true, Edited = edited };
            }

            await WriteAsync("Nothing was changed, so nothing is decided.\n");
            return null;
        }
        catch (CliError e)
        {
            await WriteAsync($"{e.Message}\n");
            return null;
        }
    }

    private async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        await WriteAsync(question);
        return (await terminal.ReadLineAsync(cancellationToken))?.Trim() ?? "";
    }

    private async Task WriteAsync(string text)
    {
        await terminal.Out.WriteAsync(text);
        await terminal.Out.FlushAsync();
    }
}
