using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Starter.Gates;

/// <summary>Opens what waits at a gate in the person's editor; what they save replaces it.</summary>
internal sealed class GateEditor(Terminal terminal, ProcessRunner runner)
{
    private static readonly string[] EditorVariables = ["VISUAL", "EDITOR"];

    private static readonly string DefaultEditor = OperatingSystem.IsWindows() ? "notepad" : "vi";

    private Saved? _saved;

    /// <summary>Whether there is something to edit here and now.</summary>
    public static bool CanEdit(GateOnDisk asked)
    {
        var subject = Whole(asked);
        try
        {
            return GateTable.Get(subject.Gate.Kind).Edit?.Draft(subject) is not null;
        }
        catch (RequestException)
        {
            return false;
        }
    }

    /// <summary>What was saved and is not sent yet, as a sentence that names the file; null: nothing.</summary>
    public string? Kept => _saved is null ? null : $"what you wrote is kept in {_saved.File}";

    /// <summary>The changed payload; null: it was saved unchanged, which decides nothing. The file stays until it is forgotten.</summary>
    /// <exception cref="CliError">There is nothing to edit, the editor failed, or what was saved will not do.</exception>
    public async Task<JsonElement?> EditAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        var (subject, gate) = (Whole(asked), asked.Gate);
        var edit = GateTable.Get(gate.Kind).Edit
            ?? throw GateError.NothingToEdit(gate.Id, $"a gate of kind {Words.For(gate.Kind)} has no text to edit");
        var draft = Draft(edit, subject);
        // What would not do is put right rather than written again.
        var before = _saved is { } last && last.Gate == (gate.Id, gate.Hash) ? last.Text : null;
        Forget();
        var file = Path.Combine(Directory.CreateTempSubdirectory("slop-edit-").FullName, draft.FileName);
        _saved = new(file, (gate.Id, gate.Hash), draft.Text);
        var shown = before is null ? draft : draft with { Text = before };
        await File.WriteAllTextAsync(file, EditFile.Compose(shown), cancellationToken);
        try
        {
            await OpenAsync(file, cancellationToken);
        }
        catch (CliError)
        {
            Forget();
            throw;
        }

        var saved = EditFile.Read(shown, await File.ReadAllTextAsync(file, cancellationToken));
        if (saved == EditFile.Read(draft, draft.Text))
        {
            Forget();
            return null;
        }

        if (string.IsNullOrWhiteSpace(saved))
        {
            Forget();
            throw GateError.NothingDecided(gate, "left empty");
        }

        _saved = _saved with { Text = saved };
        var (edited, fault) = Read(edit, subject, saved);
        return (fault ?? asked.Fault(edited)) is { } problem ? throw GateError.DoesNotFit(gate, problem, Kept!) : edited;
    }

    /// <summary>What was saved has been sent, or is not wanted any more.</summary>
    public void Forget()
    {
        if (_saved is { } saved)
        {
            Directory.Delete(Path.GetDirectoryName(saved.File)!, recursive: true);
            _saved = null;
        }
    }

    private static GateDraft Draft(GateEdit edit, GateSubject subject)
    {
        try
        {
            return edit.Draft(subject);
        }
        catch (RequestException e)
        {
            throw GateError.NothingToEdit(subject.Gate.Id, e.Message);
        }
    }

    private static (JsonElement Edited, string? Fault) Read(GateEdit edit, GateSubject subject, string saved)
    {
        try
        {
            return (edit.Read(subject, saved), null);
        }
        catch (RequestException e)
        {
            return (default, e.Message);
        }
    }

    // What of a patch travelled to its gate may be cut, and what is not in the editor would be left out.
    private static GateSubject Whole(GateOnDisk asked) => asked.Gate.Kind == GateKind.Patch
        ? asked.Subject with { Gate = asked.Gate with { Detail = asked.Detail ?? asked.Gate.Detail } }
        : asked.Subject;

    private async Task OpenAsync(string file, CancellationToken cancellationToken)
    {
        var editor = EditorVariables
            .Select(terminal.UserSources.Environment.GetValueOrDefault)
            .FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) ?? DefaultEditor;
        // It may have arguments of its own, such as `code --wait`.
        var exit = OperatingSystem.IsWindows()
            ? await runner.RunOnTerminalAsync(editor, [file], terminal.Folder, cancellationToken)
            : await runner.RunOnTerminalAsync("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file], terminal.Folder, cancellationToken);
        if (exit != 0)
        {
            throw GateError.EditorFailed(editor, exit);
        }
    }

    /// <param name="Text">As the person saved it, without what the file says beside it.</param>
    private sealed record Saved(string File, (string Id, string Hash) Gate, string Text);
}
