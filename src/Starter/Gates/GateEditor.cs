using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Gates;

/// <summary>What waits at a gate in the person's own editor; what they save replaces it.</summary>
internal sealed class GateEditor(Terminal terminal, ProcessRunner runner)
{
    private static readonly string[] Variables = ["VISUAL", "EDITOR"];

    private static readonly string Usual = OperatingSystem.IsWindows() ? "notepad" : "vi";

    /// <summary>The changed payload; null: it was saved as it was.</summary>
    /// <param name="gate">What is edited.</param>
    /// <param name="document">What the track runs from, for the description of a ticket.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <exception cref="CliError">There is nothing to edit, or the file was left empty.</exception>
    public async Task<JsonElement?> EditAsync(Gate gate, TrackDocument? document, CancellationToken cancellationToken)
    {
        var (name, before) = Draft(gate, document);
        var after = await InEditorAsync(name, before, cancellationToken);
        if (string.IsNullOrWhiteSpace(after))
        {
            throw CliError.NothingToEdit(gate.Id, "the file was left empty, so nothing was decided");
        }

        return after.Trim() == before.Trim() ? null : Payload(gate, after);
    }

    /// <summary>The file's name, whose ending tells the editor what it is, and its text.</summary>
    private static (string Name, string Text) Draft(Gate gate, TrackDocument? document) => gate.Kind switch
    {
        GateKind.Spawn => ("prompt.md", document?.Track.Tickets.FirstOrDefault(t => t.Id == gate.Ticket)?.Description ?? throw CliError.NothingToEdit(gate.Id, "its description is not known here")),
        GateKind.Tool => ("arguments.json", Arguments(gate)),
        GateKind.Question => ("answer.md", $"(your answer to: {gate.Detail ?? gate.Subject})\n"),
        _ => throw CliError.NothingToEdit(gate.Id, $"a gate of kind {Words.Of(gate.Kind)} has nothing to edit"),
    };

    private static JsonElement Payload(Gate gate, string text) => gate.Kind switch
    {
        GateKind.Spawn => JsonSerializer.SerializeToElement(new { prompt = text }),
        GateKind.Tool => Json(text) ?? throw CliError.NothingToEdit(gate.Id, "what was saved is no JSON object"),
        _ => JsonSerializer.SerializeToElement(text.Trim()),
    };

    /// <summary>A gate shows the name of the tool and its arguments; long ones are cut, and then they are no JSON any more.</summary>
    private static string Arguments(Gate gate) => gate.Detail is { } detail && detail.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start && Json(detail[start..]) is { } arguments
        ? JsonSerializer.Serialize(arguments, SlopJson.Indented)
        : throw CliError.NothingToEdit(gate.Id, "its arguments are too long to be shown whole");

    private static JsonElement? Json(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string> InEditorAsync(string name, string text, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("slop-edit-").FullName;
        try
        {
            var file = Path.Combine(folder, name);
            await File.WriteAllTextAsync(file, text, cancellationToken);
            var editor = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) ?? Usual;
            // It may have arguments of its own, such as `code --wait`.
            var exit = OperatingSystem.IsWindows()
                ? await runner.RunOnTerminalAsync(editor, [file], terminal.Folder, cancellationToken)
                : await runner.RunOnTerminalAsync("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file], terminal.Folder, cancellationToken);
            return exit == 0 ? await File.ReadAllTextAsync(file, cancellationToken) : throw CliError.EditorFailed(editor, exit);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
