using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Gates;

/// <summary>Asks a person at a terminal about one gate.</summary>
internal sealed class GatePrompt(Terminal terminal, GateEditor editor)
{
    /// <summary>Lines that are shown at once: more would push their beginning off a terminal that keeps few.</summary>
    private const int MaxLines = 300;

    private const string NoReason = "-";

    /// <summary>The decision; null: the person decides later.</summary>
    /// <param name="closed">Ends when the gate is decided in another way.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<Decision?> AskAsync(GateOnDisk asked, Task closed, CancellationToken cancellationToken)
    {
        var answer = AskAsync(asked, cancellationToken);
        if (await Task.WhenAny(answer, closed) == answer || !closed.IsCompletedSuccessfully)
        {
            return await answer;
        }

        // What is typed by now was meant for this gate, and must not answer the next one.
        await WriteAsync($"\n{SafeText.Line(asked.Gate.Id)} was decided elsewhere; press Enter to go on.\n");
        await answer;
        return null;
    }

    private async Task<Decision?> AskAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        var gate = asked.Gate;
        var kind = GateTable.Get(gate.Kind);
        await WriteAsync($"\n{SafeText.Line(gate.Id)}: {SafeText.Lines(kind.ShownSubject(gate))}\n{Deadline(gate)}");
        await ShowAsync(gate.Kind, asked.Detail);
        var decision = kind.AnsweredInWords
            ? await AnswerAsync(cancellationToken)
            : await ChooseAsync(asked, cancellationToken);
        return decision is null ? null : decision with { Request = gate.Id, Hash = gate.Hash, By = Environment.UserName };
    }

    private static string Deadline(Gate gate) => gate.Deadline is { } at
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Without an answer the default is taken at {at:HH:mm:ss} UTC: {Words.For(gate.Default ?? GateDefault.Reject)}.\n")
        : "";

    private static bool IsCut(string? detail) => detail.AsSpan().Count('\n') >= MaxLines;

    private async Task ShowAsync(GateKind kind, string? detail)
    {
        if (detail is not null)
        {
            var lines = detail.TrimEnd('\n').Split('\n');
            var left = lines.Length <= MaxLines ? "" : $"… {lines.Length - MaxLines} more lines, [v] shows them\n";
            await WriteAsync("\n");
            await WriteDetailAsync(kind, string.Join('\n', lines.Take(MaxLines)));
            await WriteAsync(left);
        }

        await WriteAsync("\n");
    }

    private async Task WriteDetailAsync(GateKind kind, string detail)
    {
        if (terminal.IsLive && GateDetailView.HasDiff(kind, detail))
        {
            Screen.Write(terminal, new GateDetailView(kind, detail));
        }
        else
        {
            await WriteAsync($"{SafeText.Detail(kind, detail)}\n");
        }
    }

    private async Task<Decision?> AnswerAsync(CancellationToken cancellationToken) =>
        await AskAsync("Your answer (empty: later): ", cancellationToken) is { Length: > 0 } text
            ? new() { Approve = true, Comment = text }
            : null;

    private async Task<Decision?> ChooseAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        var (canEdit, isPatch) = (GateEditor.CanEdit(asked), HunkNumbers.AreIn(asked.Gate));
        var hasDiff = GateDetailView.HasDiff(asked.Gate.Kind, asked.Detail);
        var (tool, isRead) = (asked.Gate.Tool, asked.Gate.IsRead == true);
        var isCut = IsCut(asked.Detail);
        if (tool is not null)
        {
            var reads = isRead ? ", [s] all calls that only read" : "";
            await WriteAsync($"Approve for the rest of this ticket: [t] all calls of {SafeText.Line(tool)}{reads}\n");
        }

        var graph = asked.Subject.File is { } file ? PlanGraph.Draw(file) : null;
        var question = $"[a]pprove, {(isPatch ? "[h]unks, " : "")}{(canEdit ? "[e]dit, " : "")}{(graph is null ? "" : "[g]raph, ")}"
            + $"{(hasDiff ? "[d]iff side by side, " : "")}{(isCut ? "[v]iew all, " : "")}[r]eject or [l]ater? ";
        while (true)
        {
            switch ((await AskAsync(question, cancellationToken)).ToLowerInvariant())
            {
                case "a" or "approve":
                    return new() { Approve = true };
                case "r" or "reject":
                    if (await AskAsync($"Why (empty: back; {NoReason}: without a reason)? ", cancellationToken) is { Length: > 0 } why)
                    {
                        return new() { Comment = why == NoReason ? null : why };
                    }

                    break;
                case "l" or "later" or "":
                    return null;
                case "t" when tool is not null:
                    return new() { Approve = true, All = CallGroup.Tool };
                case "s" when isRead:
                    return new() { Approve = true, All = CallGroup.Reads };
                case "v" or "view" when isCut:
                    await WriteAsync("\n");
                    await WriteDetailAsync(asked.Gate.Kind, asked.Detail!.TrimEnd('\n'));
                    await WriteAsync("\n");
                    break;
                case "g" or "graph" when graph is not null:
                    await WriteAsync($"\n{SafeText.Block(graph)}\n\n");
                    break;
                case "d" or "diff" when hasDiff:
                    await WriteAsync("\n");
                    Screen.Write(terminal, GateDetailView.SideBySide(asked.Gate.Kind, asked.Detail!));
                    await WriteAsync("\n");
                    break;
                case "h" or "hunks" when isPatch:
                    if (await HunksAsync(asked, cancellationToken) is { } hunks)
                    {
                        return new() { Approve = true, Edited = hunks };
                    }

                    break;
                case "e" or "edit" when canEdit:
                    if (await EditAsync(asked, cancellationToken) is { } decision)
                    {
                        return decision;
                    }

                    break;
                default:
                    await WriteAsync("Type one of the letters in brackets, and Enter.\n");
                    break;
            }
        }
    }

    /// <summary>Null: none was named, and the person chooses again.</summary>
    private async Task<JsonElement?> HunksAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        while (await AskAsync($"Which hunks, {HunkNumbers.Form} (empty: back)? ", cancellationToken) is { Length: > 0 } text)
        {
            if (HunkNumbers.Read(text) is not { } numbers)
            {
                await WriteAsync($"Write their numbers, {HunkNumbers.Form}.\n");
            }
            else if (HunkNumbers.Edited(numbers) is var edited && asked.Fault(edited) is { } problem)
            {
                await WriteAsync($"{SafeText.Block(problem)}\n");
            }
            else
            {
                return edited;
            }
        }

        return null;
    }

    /// <summary>Null: it could not be edited, or was left as it is, and the person chooses again.</summary>
    private async Task<Decision?> EditAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        try
        {
            if (await editor.EditAsync(asked, cancellationToken) is { } edited)
            {
                return new() { Approve = true, Edited = edited };
            }

            await WriteAsync("Nothing was changed, so nothing is decided.\n");
            return null;
        }
        catch (CliError e)
        {
            await WriteAsync($"{SafeText.Block(e.Message)}\n{SafeText.Lines(e.Help)}\n");
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
