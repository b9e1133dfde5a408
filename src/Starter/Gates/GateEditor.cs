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

    /// <summary>The changed payload; null: it was saved unchanged, which decides nothing.</summary>
    /// <exception cref="CliError">There is nothing to edit, the editor failed, or what was saved will not do.</exception>
    public async Task<JsonElement?> EditAsync(GateOnDisk asked, CancellationToken cancellationToken)
    {
        var (subject, gate) = (Whole(asked), asked.Gate);
        var edit = GateTable.Get(gate.Kind).Edit
            ?? throw GateError.NothingToEdit(gate.Id, $"a gate of kind {Words.For(gate.Kind)} has no text to edit");
        var draft = Draft(edit, subject);
        var folder = Directory.CreateTempSubdirectory("slop-edit-").FullName;
        var isKept = false;
        try
        {
            var file = Path.Combine(folder, draft.FileName);
            await File.WriteAllTextAsync(file, EditFile.Compose(draft), cancellationToken);
            await OpenAsync(file, cancellationToken);
            var saved = EditFile.Read(draft, await File.ReadAllTextAsync(file, cancellationToken));
            if (saved == EditFile.Read(draft, draft.Text))
            {
                return null;
            }

            if (string.IsNullOrWhiteSpace(saved))
            {
                throw GateError.NothingDecided(gate, "left empty");
            }

            var (edited, fault) = Read(edit, subject, saved);
            isKept = (fault ??= asked.Fault(edited)) is not null;
            return fault is null ? edited : throw GateError.DoesNotFit(gate, fault, $"what you wrote is kept in {file}");
        }
        finally
        {
            if (!isKept)
            {
                Directory.Delete(folder, recursive: true);
            }
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
}
